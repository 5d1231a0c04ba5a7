/* Trains the neuron piece by piece: asks the server for the next epochs, draws them, asks again.
   The server remembers nothing; every request carries the settings and how far the run is. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();

  const PATIENCE = 12000; // ms until a request counts as lost
  const KEPT_EVERY = 3000; // ms, so that little is lost when the page is left
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const NOTHING = "\u2013";

  /* The line that stands for what the controls say. */
  function join_descent(epochs, rate, kind, w0, w1, w2, seed, rows, some, one) {
    const controls = document.querySelector(".descent-controls");
    if (controls) Object.assign(controls.dataset, { kind, rows });
    const start = kind === "drawn" ? ["drawn"] : [w0, w1, w2];
    const which = rows === "some" ? ["some", some] : rows === "one" ? ["one", one] : ["all"];
    const said = (value) => (value === null || value === undefined || value === "" ? "-" : String(value));
    return [epochs, rate, ...start, seed, ...which].map(said).join(" ");
  }

  function view_of(root_id) {
    const root = document.getElementById(root_id);
    if (!root) return null;
    if (!views.has(root)) views.set(root, begin(root));
    return views.get(root);
  }

  function begin(root) {
    const plan = JSON.parse(root.dataset.plan);
    const view = { root, plan, runs: [], current: null, shown: null, settings: plan.settings, window: plan.window, serial: 0, is_running: false, kept: Date.now() };
    root.addEventListener("click", (event) => press(view, event));
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      view.is_seen = true;
      unrolled.look_at_slice(view);
    });
    seen.observe(root);
    show_buttons(view);
    return view;
  }

  function write(view, name, text) {
    const place = view.root.querySelector(`[data-descent="${name}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }

  /* --- what the visitor does --- */

  function press(view, event) {
    const chip = event.target.closest("[data-set]");
    if (chip) return try_out(view, JSON.parse(chip.dataset.set)[`${view.plan.prefix}-settings`].data);
    const button = event.target.closest("[data-act]");
    const slot = event.target.closest("[data-slot]")?.dataset.slot;
    const run = view.runs.find((one) => String(one.slot) === slot);
    const acts = { train, single, stop, clear, save: unrolled.save_descent, remove: drop, show: point_out, inside: look_inside };
    const act = acts[button?.dataset.act];
    if (!act) return undefined;
    return run ? (act === unrolled.save_descent ? act(run) : act(view, run)) : act(view);
  }

  function try_out(view, settings) {
    end_current(view);
    view.settings = settings;
    start(view, false);
  }

  function train(view) {
    if (!view.is_running) return start(view, false);
    view.is_running = false; // the piece on its way still counts
    show_buttons(view);
    return undefined;
  }

  const single = (view) => start(view, true);

  function stop(view) {
    const run = view.current;
    end_current(view);
    if (run?.count) write(view, "said", `Run ${run.slot + 1} was stopped. ${run.said}`);
    else write(view, "said", "\u00a0");
    rest(view);
  }

  function clear(view) {
    end_current(view);
    Object.assign(view, { runs: [], shown: null });
    write(view, "said", "\u00a0");
    rest(view);
  }

  function drop(view, run) {
    if (run === view.current) end_current(view);
    view.runs = view.runs.filter((one) => one !== run);
    if (view.shown === run) view.shown = view.runs[view.runs.length - 1] || null;
    write(view, "said", view.shown?.said || "\u00a0");
    rest(view);
  }

  function point_out(view, run) {
    view.shown = run;
    write(view, "said", run.said);
    draw(view);
    unrolled.look_at_slice(view);
  }

  /* The stage of the page then shows this neuron, step by step. */
  function look_inside(view, run) {
    view.plan.stage.forEach((id, place) => clientside.set_props(id, { value: Number(run.last(1 + place).toFixed(4)) }));
    view.root.closest(".page").querySelector(".bench").scrollIntoView({ block: "start" });
  }

  /* --- the loop --- */

  function start(view, is_single) {
    if (!view.current) {
      if (view.runs.length === view.plan.runs.length) view.runs.shift();
      const slot = view.plan.runs.findIndex((_, place) => view.runs.every((run) => run.slot !== place));
      view.current = new unrolled.DescentRun(slot, view.settings);
      view.runs.push(view.current);
    }
    view.shown = view.current;
    view.is_running = !is_single;
    const name = `Run ${view.current.slot + 1}`;
    if (!is_single) write(view, "said", view.current.count ? `${name} goes on.` : `${name} is being trained.`);
    show_buttons(view);
    ask(view, is_single);
  }

  function ask(view, is_single) {
    if (!view.root.isConnected) return;
    view.serial += 1;
    view.waiting = view.serial;
    const { settings, progress } = view.current;
    const data = { run: view.serial, settings, progress, is_single };
    view.watch = window.setTimeout(() => lose(view), PATIENCE);
    clientside.set_props(`${view.plan.prefix}-ask`, { data });
  }

  function lose(view) {
    view.waiting = null;
    pause(view, "The server did not answer. Press Continue to try again from where the run is.");
  }

  function descent_piece(root_id, piece) {
    const view = view_of(root_id);
    if (!view || !piece || piece.run !== view.waiting) return;
    window.clearTimeout(view.watch);
    view.waiting = null;
    if (piece.problem) return refuse(view, piece.problem);
    view.current.take(piece);
    if (piece.is_over || !view.is_running) return pause(view, piece.said);
    ask(view, false); // the server goes on while we draw
    if (!STILL.matches && !unrolled.grow_descent(view)) draw(view);
    const row = view.root.querySelector(`tr[data-slot="${view.current.slot}"]`);
    if (row) unrolled.refresh_descent_row(row, view.current);
    show_reading(view);
    if (Date.now() - view.kept > KEPT_EVERY) keep(view);
    unrolled.look_at_slice(view);
  }

  function refuse(view, problem) {
    const { current } = view;
    if (!current.count) view.runs = view.runs.filter((run) => run !== current);
    else current.is_over = true;
    view.shown = view.runs[view.runs.length - 1] || null;
    pause(view, problem);
  }

  function pause(view, said) {
    view.is_running = false;
    if (view.current?.is_over || !view.runs.includes(view.current)) view.current = null;
    write(view, "said", said);
    rest(view);
  }

  /* The run ends where it is; a piece that is still on its way is not taken. */
  function end_current(view) {
    window.clearTimeout(view.watch);
    Object.assign(view, { is_running: false, waiting: null });
    if (view.current) view.current.is_over = true;
    view.runs = view.runs.filter((run) => run.count);
    view.shown = view.runs.includes(view.shown) ? view.shown : view.runs[view.runs.length - 1] || null;
    view.current = null;
  }

  /* Nothing moves: draw everything, finely, and keep it in this tab. */
  function rest(view) {
    if (!view.root.isConnected) return;
    draw(view);
    unrolled.look_at_slice(view);
    keep(view);
  }

  function keep(view) {
    view.kept = Date.now();
    const data = view.runs.map((run) => run.stored());
    clientside.set_props(`${view.plan.prefix}-runs`, { data });
  }

  /* --- what is seen --- */

  function draw(view) {
    view.window = unrolled.descent_window(view.runs, view.shown, view.plan.window);
    unrolled.draw_descent_curves(view);
    unrolled.draw_descent_ways(view);
    show_reading(view);
    show_table(view);
    show_buttons(view);
  }

  function show_buttons(view) {
    const { root, current, is_running } = view;
    root.classList.toggle("is-playing", is_running);
    write(view, "go", is_running ? "Pause" : current?.count ? "Continue" : "Train");
    root.querySelector("[data-act='single']").disabled = is_running;
    root.querySelector("[data-act='stop']").disabled = !current;
    root.querySelector("[data-act='clear']").hidden = view.runs.length < 2;
  }

  function show_reading(view) {
    const run = view.shown;
    if (!run?.count) return write(view, "reading", "epoch 0");
    const [loss, ...w] = [0, 1, 2, 3].map((column) => run.last(column));
    const far = `epoch ${run.progress.epoch.toLocaleString("en")} of ${run.asked.epochs.toLocaleString("en")}`;
    const weights = w.map((value) => unrolled.descent_number(value, 4)).join(", ");
    return write(view, "reading", `${far} \u00b7 MSE ${unrolled.descent_number(loss, 5)} \u00b7 w = (${weights})`);
  }

  function show_table(view) {
    const body = view.root.querySelector(".descent-runs tbody");
    if (!view.nothing) view.nothing = body.firstElementChild;
    const focused = document.activeElement?.closest?.("[data-slot]")?.dataset.slot;
    const act = document.activeElement?.dataset?.act;
    const there = view.runs.filter((run) => run.count);
    const rows = there.map((run) => unrolled.descent_row(run, view.plan, run === view.shown));
    body.replaceChildren(...(rows.length ? rows : [view.nothing]));
    if (focused) body.querySelector(`[data-slot="${focused}"] [data-act="${act}"]`)?.focus();
    show_yardstick(view.shown, view);
  }

  function show_yardstick(run, view) {
    if (!run?.count) return write(view, "naive", NOTHING);
    const same = run.asked.rows === "one" ? "this series" : "the same series";
    const said = `Dashed: \u201clike the last day\u201d on ${same}, ${unrolled.descent_number(run.naive, 4)}.`;
    const is_cut = view.runs.some((one) => one.count && one.progress.lowest <= unrolled.LOWEST_LOSS);
    return write(view, "naive", is_cut ? `${said} Losses below ${unrolled.descent_short(unrolled.LOWEST_LOSS)} are not drawn.` : said);
  }

  function descent_settings(root_id, settings) {
    const view = view_of(root_id);
    if (!view) return;
    view.settings = settings;
    if (!view.runs.length) unrolled.look_at_slice(view);
  }

  /* Runs that this tab has kept: after a reload, or coming back from another page. */
  function descent_runs(root_id, kept) {
    const view = view_of(root_id);
    if (!view || view.runs.length || !kept?.length) return;
    view.runs = kept.map(unrolled.restored_descent);
    view.shown = view.runs[view.runs.length - 1];
    view.current = view.runs.find((run) => !run.is_over) || null;
    write(view, "said", view.shown.said);
    unrolled.when_descent_ready(view, () => {
      draw(view);
      unrolled.look_at_slice(view);
    });
  }

  Object.assign(unrolled, { join_descent, descent_view: view_of, write_descent: write, descent_settings, descent_piece, descent_runs });
})();
