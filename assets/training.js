/* The training room in the browser: asks what is new, keeps the lines of the runs shown, draws. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const SHOWN = 400; // points of a line
  const KEEP = clientside.no_update;

  /* What this page holds: its runs, how far each is read, which list of runs it has. */
  function view_of(id) {
    const stage = document.getElementById(id);
    if (!stage) return null;
    if (!stage.training)
      stage.training = { stage, plan: JSON.parse(stage.dataset.plan), runs: new Map(), rows: [], stamp: "", asked: 0 };
    return stage.training;
  }

  const part = (view, name) => view.plan.prefix + name;

  /* Which runs to read on and from where; nothing while the page is hidden or nothing happens. */
  function ask(ticks, shown, _acted, question, sweep, id) {
    const view = view_of(id);
    if (!view) return [KEEP, KEEP];
    const wanted = (shown || []).slice(0, view.plan.most);
    follow(view, wanted);
    const is_tick = clientside.callback_context.triggered.every((entry) => entry.prop_id.endsWith("n_intervals"));
    const is_calm = is_tick && !view.is_active && !question && !sweep && ticks % 5;
    if (document.hidden || is_calm) return [KEEP, wanted.join(",")];
    const runs = Object.fromEntries([...view.runs].map(([name, run]) => [name, run.next]));
    view.asked += 1;
    return [{ runs, stamp: view.stamp, question: question || null, sweep: sweep || null, turn: view.asked }, wanted.join(",")];
  }

  /* Runs keep their colour as long as they are shown. */
  function follow(view, wanted) {
    for (const name of [...view.runs.keys()]) if (!wanted.includes(name)) view.runs.delete(name);
    for (const name of wanted) {
      if (view.runs.has(name)) continue;
      const taken = new Set([...view.runs.values()].map((run) => run.slot));
      const slot = view.plan.runs.findIndex((_, place) => !taken.has(place));
      view.runs.set(name, { slot, next: 0, lines: [], gone: "" });
    }
    draw(view);
  }

  function take(news, id) {
    const view = view_of(id);
    if (!view || !news) return [KEEP, KEEP, KEEP, KEEP, KEEP, KEEP];
    for (const [name, found] of Object.entries(news.runs)) {
      const run = view.runs.get(name);
      if (!run) continue;
      run.gone = found.gone || "";
      if (found.lines && found.next > run.next) {
        run.lines.push(...found.lines);
        run.next = found.next;
      }
    }
    view.is_active = news.is_active;
    if (news.rows) [view.rows, view.stamp] = [news.rows, news.stamp];
    draw(view);
    const answered = [news.estimate, news.sweep_estimate].flatMap((answer) => (answer ? [answer, null] : [KEEP, KEEP]));
    return [news.rows ? coloured(view) : KEEP, news.said || "", ...answered];
  }

  function coloured(view) {
    return view.rows.map((row) => {
      const run = view.runs.get(row.id);
      return { ...row, shade: run ? view.plan.runs[run.slot] : null };
    });
  }

  /* Points of the four lines of a run: [x, y] of loss and accuracy, learnt from and held out. */
  function points_of(run) {
    const found = { loss: [[], []], accuracy: [[], []], val_loss: [[], []], val_accuracy: [[], []], best: null };
    const add = (name, x, y) => {
      if (y === undefined) return;
      found[name][0].push(x);
      found[name][1].push(y);
    };
    for (const line of run.lines) {
      if (line.kind !== "batch" && line.kind !== "epoch") continue;
      const x = line.kind === "batch" ? line.epoch - 1 + line.done / line.of : line.epoch;
      if (line.kind === "epoch") {
        add("val_loss", x, line.val_loss);
        add("val_accuracy", x, line.val_accuracy);
        if (line.is_best) found.best = line;
      }
      add("loss", x, line.loss);
      add("accuracy", x, line.accuracy);
    }
    return found;
  }

  function thinned([x, y]) {
    const step = Math.ceil(x.length / SHOWN);
    if (step <= 1) return { x, y };
    const stays = (_, place) => place % step === 0 || place === x.length - 1;
    return { x: x.filter(stays), y: y.filter(stays) };
  }

  function draw(view) {
    const points = new Map([...view.runs].map(([name, run]) => [name, points_of(run)]));
    curves(view, points, "loss", "loss", "val_loss");
    curves(view, points, "accuracy", "accuracy", "val_accuracy");
    write_lines(view, points);
    allow_acts(view);
  }

  /* The axis of the loss: linear or log. */
  function scale(axis, id) {
    const view = view_of(id);
    if (!view) return;
    view.axis = axis;
    scale_figure(view, document.querySelector(`#${part(view, "loss")} .js-plotly-plot`));
  }

  function scale_figure(view, figure) {
    const drawn = figure?._fullLayout?.yaxis?.type;
    if (!drawn || !view.axis || drawn === view.axis || !window.Plotly) return;
    const axis = view.axis === "log" ? view.plan.log : { type: "linear", tickmode: "auto", tickvals: null, ticktext: null };
    const changes = Object.entries(axis).map(([name, value]) => [`yaxis.${name}`, value]);
    window.Plotly.relayout(figure, { ...Object.fromEntries(changes), "yaxis.autorange": true });
  }

  function curves(view, points, name, learnt, held_out) {
    const figure = document.querySelector(`#${part(view, name)} .js-plotly-plot`);
    if (!figure?._fullLayout || !window.Plotly) return;
    if (name === "loss") scale_figure(view, figure);
    const data = { x: [], y: [], "marker.size": [] };
    view.plan.runs.forEach((_, slot) => {
      const entry = [...view.runs].find(([, run]) => run.slot === slot);
      const of = entry ? points.get(entry[0]) : null;
      [learnt, held_out].forEach((line) => {
        const { x, y } = of ? thinned(of[line]) : { x: [], y: [] };
        data.x.push(x);
        data.y.push(y);
        const best = line === held_out && of?.best ? of.best.epoch : null;
        data["marker.size"].push(line === held_out ? x.map((at) => (at === best ? 13 : 6)) : 0);
      });
    });
    const key = JSON.stringify([data.x.map((x) => x.length), data.y.map((y) => y[y.length - 1]), data["marker.size"].map((sizes) => sizes.length && sizes.indexOf(13))]);
    if (figure.drawn_training === key) return;
    figure.drawn_training = key;
    window.Plotly.restyle(figure, data, data.x.map((_, place) => place));
  }

  /* One line per run shown: where it stands, in figures, and a button that ends it. */
  function write_lines(view, points) {
    const place = view.stage.querySelector("[data-training='lines']");
    if (!view.runs.size) {
      place.replaceChildren(unrolled.element("p", "no-run", place.dataset.empty));
      return;
    }
    const made = [...view.runs].map(([name, run]) => line_of(view, name, run, points.get(name)));
    const key = made.map((line) => line.textContent).join("|");
    if (place.dataset.key === key && place.children.length === made.length) return;
    const focused = document.activeElement?.dataset?.stop;
    place.replaceChildren(...made);
    place.dataset.key = key;
    if (focused) place.querySelector(`[data-stop="${CSS.escape(focused)}"]`)?.focus();
  }

  function line_of(view, name, run, points) {
    const row = view.rows.find((other) => other.id === name);
    const line = unrolled.element("div", "training-line");
    line.style.setProperty("--shade", view.plan.runs[run.slot]);
    const head = unrolled.element("strong", "training-name", row ? named(row) : "A run");
    head.dir = "auto";
    line.append(head, unrolled.element("span", "training-where", run.gone || where(run, row, points)));
    if (row?.said) line.append(unrolled.element("span", "training-said", row.said));
    if (row?.is_active) {
      const stop = unrolled.element("button", "preset", "Stop, keep the best");
      stop.type = "button";
      stop.dataset.stop = name;
      stop.addEventListener("click", () => act(view, "stop", [name]));
      line.append(stop);
    }
    return line;
  }

  const named = (row) => (row.note ? `${row.note} (${row.title})` : row.title);
  const STATES = { queued: "waiting", running: "training", done: "done", stopped: "stopped", failed: "failed" };

  function where(run, row, points) {
    if (!row) return "asking\u2026";
    if (row.state === "queued") return row.position > 1 ? `waiting, number ${row.position} in the queue` : "waiting, next in the queue";
    const last = [...run.lines].reverse().find((line) => line.kind === "batch" || line.kind === "epoch");
    const said = [STATES[row.state] || row.state];
    if (last) said.push(`epoch ${last.epoch} of ${row.epochs}`, `loss ${short(last.loss)}`);
    const best = points.best;
    if (best?.val_loss !== undefined && best?.val_loss !== null) said.push(`best held-out loss ${short(best.val_loss)} (epoch ${best.epoch})`);
    if (best?.val_accuracy !== undefined) said.push(`accuracy ${(100 * best.val_accuracy).toFixed(1)} %`);
    if (row.is_active && last?.rate) said.push(`${Math.round(last.rate).toLocaleString("en")} rows/s`);
    if (row.is_active && last?.left) said.push(`${time(last.left)} left`);
    return said.join(" \u00b7 ");
  }

  const short = (value) => (value === null || value === undefined ? "not a number" : Number(value.toPrecision(3)).toString());
  const time = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`);

  /* Runs chosen in the table are shown; the newest six when there are more. */
  function choose(rows, shown, id) {
    const view = view_of(id);
    const chosen = (Array.isArray(rows) ? rows : []).map((row) => row.id).filter(Boolean);
    if (!view || !Array.isArray(rows)) return KEEP;
    const kept = chosen.slice(0, view.plan.most);
    return JSON.stringify([...kept].sort()) === JSON.stringify([...(shown || [])].sort()) ? KEEP : kept;
  }

  /* Runs that were just started join those shown; the oldest make room. */
  function join(started, shown, id) {
    const view = view_of(id);
    if (!view || !started?.length) return KEEP;
    const all = [...(shown || []).filter((name) => !started.includes(name)), ...started].slice(-view.plan.most);
    view.is_active = true;
    window.setTimeout(() => clientside.set_props(part(view, "runs"), { selectedRows: { ids: all } }), 1200);
    return all;
  }

  const NEEDS = {
    stop: (rows) => rows.some((row) => row.is_active),
    pin: (rows) => rows.length > 0,
    again: (rows) => rows.length === 1,
    csv: (rows) => rows.length === 1,
    safetensors: (rows) => rows.length === 1 && rows[0].has_model,
    keras: (rows) => rows.length === 1 && rows[0].has_model,
    delete: (rows) => rows.some((row) => row.state !== "running"),
  };

  function allow_acts(view) {
    const rows = view.rows.filter((row) => view.runs.has(row.id));
    document.querySelectorAll("[data-training='acts'] [data-run-act]").forEach((button) => {
      button.disabled = !NEEDS[button.dataset.runAct](rows);
      if (button.dataset.runAct === "pin")
        button.textContent = rows.length && rows.every((row) => row.pinned) ? "Do not keep" : "Keep";
    });
  }

  function act(view, what, names) {
    clientside.set_props(part(view, "act"), { data: { act: what, ids: names, at: Date.now() } });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-run-act], [data-script]");
    const view = button && view_of("training-stage");
    if (!view || button.disabled) return;
    if (button.dataset.script) {
      clientside.set_props(part(view, "script"), { data: { script: button.dataset.script, at: Date.now() } });
      view.stage.scrollIntoView({ block: "start" });
      return;
    }
    const rows = view.rows.filter((row) => view.runs.has(row.id));
    const what = button.dataset.runAct;
    const names = rows.map((row) => row.id);
    if (what === "delete") return confirm_first(button, () => act(view, "delete", names));
    if (what === "again") return clientside.set_props(part(view, "again"), { data: { id: names[0], at: Date.now() } });
    if (what === "stop" || what === "pin") return act(view, what === "pin" && rows.every((row) => row.pinned) ? "unpin" : what, names);
    clientside.set_props(part(view, "wanted"), { data: { act: what, id: names[0], at: Date.now() } });
  });

  /* Deleting asks once more, on the button itself, for four seconds. */
  function confirm_first(button, then) {
    if (button.dataset.sure) {
      delete button.dataset.sure;
      button.textContent = "Delete";
      return then();
    }
    button.dataset.sure = "yes";
    button.textContent = "Really delete?";
    window.setTimeout(() => {
      delete button.dataset.sure;
      button.textContent = "Delete";
    }, 4000);
  }

  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const made = (...parts) => window.React.createElement(...parts);
  cells.TrainingRun = ({ data }) =>
    made("span", { className: "training-cell", title: data.id },
      made("span", { className: "training-dot", style: { background: data.shade || "transparent" }, "aria-hidden": "true" }),
      named(data), data.pinned ? made("span", { className: "training-kept" }, "kept") : null);
  cells.TrainingState = ({ data }) =>
    made("span", { className: `training-state is-${data.state}`, title: data.said },
      STATES[data.state] + (data.state === "running" ? `, epoch ${data.epoch}/${data.epochs}` : data.state === "queued" ? `, number ${data.position}` : ""));

  clientside.training = { ask, take, choose, join, scale };
})();
