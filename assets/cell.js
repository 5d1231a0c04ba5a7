/* The page of the cell: text or series, player, drawing, formula and rows follow one step and one
   unit. The server has answered before; nothing here asks it again. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();
  const NOTHING = "\u2013";

  /* What the server packed (core/cell_answer.py), made readable. */
  function read_cell(answer) {
    const trace = unrolled.read_trace(answer);
    const { T, P } = trace;
    const sums = unrolled.read_numbers(answer.sums), parts = unrolled.read_numbers(answer.parts);
    const per = answer.sums_per;
    return {
      answer, trace,
      forced: answer.forced,
      bias: answer.bias,
      sum: (of, gate, step, unit) => sums[((of * 4 + gate) * T + step) * P + unit] / per,
      part: (of, step, unit) => parts[(of * T + step) * P + unit] / answer.per,
      largest: (unit) => answer.high[unit],
    };
  }

  /* `plan`: ids of the stage, its player and its curve. */
  function show_cell(plan, mode, review, series, layer, unit) {
    const root = document.getElementById(plan.cell);
    const answer = mode === "series" ? series : review;
    if (!root) return;
    root.closest(".page").dataset.mode = mode;
    const view = views.get(root) || begin(root, plan);
    if (!answer) return;
    choose_unit_of(root, layer);
    if (answer.missing) return show_missing(view, answer.missing);
    const is_new = view.answer !== answer;
    if (is_new) Object.assign(view, { answer, cell: read_cell(answer) });
    Object.assign(view, place_of(view, mode, Number(layer), Number(unit)));
    if (is_new) draw(view);
    colour(view);
    point(view, view.player.step);
  }

  /* Where a unit stands among those of all layers, and how it is called. */
  function place_of({ cell }, mode, layer, unit) {
    const units = cell.answer.units;
    if (mode === "series") return { unit: 0, squash: cell.answer.squash[0], name: "the one unit" };
    const below = units.slice(0, layer - 1).reduce((sum, count) => sum + count, 0);
    const within = Math.min(unit, units[layer - 1]) - 1;
    const name = units[layer - 1] > 1 ? `unit ${within + 1} of layer ${layer}` : "the output unit";
    return { unit: below + within, squash: cell.answer.squash[layer - 1], name };
  }

  function choose_unit_of(root, layer) {
    root.closest(".page").querySelector(".unit-choice")?.classList.toggle("is-single", layer !== "1");
  }

  function begin(root, plan) {
    const player = unrolled.step_player(document.getElementById(plan.player));
    const rows = root.querySelector(".cell-rows");
    const view = { root, plan, player, rows };
    views.set(root, view);
    player.element.addEventListener("step", (event) => arrive(view, event.detail));
    root.addEventListener("pointermove", (event) => hover(view, event));
    root.addEventListener("pointerleave", () => leave(view));
    root.addEventListener("click", (event) => choose_step(view, event));
    root.addEventListener("keydown", (event) => step_in_text(view, event));
    root.querySelector(".cell-table").addEventListener("toggle", () => fill(view));
    new ResizeObserver(() => view.cell && unrolled.lie_or_stand(rows, view.cell.trace)).observe(rows);
    return view;
  }

  function draw(view) {
    const { root, cell, player, rows } = view;
    const { trace } = cell;
    const text = trace.answer.text;
    root.dataset.state = trace.T ? "read" : text.trim() ? "wordless" : "empty";
    root.querySelector(".empty-state p").textContent = "Type a review to see it read.";
    view.spans = unrolled.draw_token_text(root.querySelector(".review-text"), trace);
    unrolled.fit_rows(rows, trace);
    if (!cell.answer.series) show_answer(root, trace);
    live("series-note", cell.answer.note || "");
    player.set_count(trace.T);
  }

  /* The answer of the model, beside it that without forced gates. */
  function show_answer(root, trace) {
    const { answer } = trace;
    const is_forced = Object.keys(answer.forced).length > 0;
    root.closest(".page").classList.toggle("has-forced", is_forced && trace.T > 0);
    unrolled.show_verdict(root.querySelector(".verdict"), trace);
    live("plain", `${answer.plain_verdict} (${answer.plain.toFixed(2)})`);
    Object.entries(unrolled.key_of(trace)).forEach(([name, words]) => {
      live(name, words);
      root.querySelector(".key-" + name).hidden = !words;
    });
  }

  function show_missing(view, why) {
    view.answer = undefined;
    view.cell = undefined;
    view.root.dataset.state = "empty";
    view.root.querySelector(".empty-state p").textContent = why;
    view.player.set_count(0);
  }

  function colour(view) {
    const { cell, unit, rows, name } = view;
    const end = cell.largest(unit);
    view.spans.forEach((span, step) => {
      const { is_known } = cell.trace.words[step].token;
      const value = cell.trace.value("state", step, unit);
      span.className = `token ${unrolled.heat_class(value, [-end, end])}${is_known ? "" : " is-unknown"}`;
      span.title = `C: ${unrolled.number_text(value)}${is_known ? "" : ", a word the model does not know"}`;
    });
    unrolled.colour_rows(rows, cell, unit);
    live("neuron", name);
    live("squash", view.squash);
    fill(view);
  }

  /* Show one step everywhere. */
  function point(view, step) {
    const { cell, unit, rows } = view;
    const { trace } = cell;
    const here = trace.T ? step : -1;
    view.shown = here;
    view.current?.classList.remove("is-current");
    view.current = view.spans[here];
    view.current?.classList.add("is-current");
    unrolled.point_rows(rows, trace, here);
    unrolled.draw_cell(cell, here, unit);
    live("word", here < 0 ? NOTHING : trace.words[here].text);
    live("place", here < 0 ? "" : `step ${here + 1} of ${trace.T}`);
  }

  const live = (...given) => unrolled.live(...given);

  /* The player has reached a step; while it plays nothing is read aloud. */
  function arrive(view, { step, is_playing }) {
    if (!view.cell) return;
    point(view, step);
    if (view.cell.answer.series) unrolled.point_curve(document.getElementById(view.plan.curve), step);
    if (!is_playing) live("spoken", aloud(view, step));
  }

  function aloud({ cell, unit, name }, step) {
    const said = (state) => unrolled.number_text(cell.trace.value(state, step, unit), 2);
    const gates = ["forget", "input", "output"].map((gate) => `${gate} gate ${said(gate)}`).join(", ");
    return `${cell.trace.words[step].text}, step ${step + 1} of ${cell.trace.T}. In ${name}: ${gates}, ` +
      `candidate ${said("candidate")}, state ${said("state")}, output ${said("activation")}.`;
  }

  function step_of(view, event) {
    const token = event.target.closest(".token[data-step]");
    return token ? Number(token.dataset.step) : unrolled.column_under(event, view.cell.trace);
  }

  function hover(view, event) {
    if (!view.cell || view.player.is_playing) return;
    const step = step_of(view, event);
    if (step === null) leave(view);
    else if (step !== view.shown) {
      view.is_hovered = true;
      point(view, step);
    }
  }

  function leave(view) {
    if (!view.is_hovered) return;
    view.is_hovered = false;
    if (view.cell) point(view, view.player.step);
  }

  function choose_step(view, event) {
    const step = view.cell ? step_of(view, event) : null;
    if (step === null) return;
    view.player.pause();
    view.player.go(step);
  }

  /* In a text that runs from right to left the arrows do too; elsewhere the player's keys serve. */
  function step_in_text(view, event) {
    const text = event.target.closest(".review-text");
    if (!text || getComputedStyle(text).direction !== "rtl" || !view.cell) return;
    const by = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    view.player.pause();
    view.player.go(view.player.step + by);
  }

  function fill(view) {
    if (view.cell) unrolled.fill_cell_table(view.root.querySelector(".cell-table"), view.cell, view.unit);
  }

  /* The figure with the points of this series; its looks were made by the server. */
  function series_figure(answer, figure) {
    if (!answer || answer.missing) return clientside.no_update;
    const { trace } = read_cell(answer);
    const steps = trace.words.map((_, step) => step + 1);
    const value = (state) => steps.map((step) => trace.value(state, step - 1, 0));
    const curves = [answer.series, value("state"), value("activation")];
    return { ...figure, data: figure.data.map((curve, place) => ({ ...curve, x: steps, y: curves[place] })) };
  }

  function step_from_curve(plan, clicked) {
    if (!clicked) return;
    unrolled.step_player(document.getElementById(plan.player)).go(clicked.points[0].pointNumber);
  }

  /* The twelve weights as text, and each of them beside its slider. */
  function join_weights(...weights) {
    document.querySelectorAll("[data-weight]").forEach((place) => {
      place.textContent = unrolled.number_text(Number(weights[place.dataset.weight]), 2);
    });
    return weights.map((weight) => Number(weight.toFixed(2))).join(",");
  }

  Object.assign(unrolled, { show_cell, series_figure, step_from_curve, join_weights });
})();
