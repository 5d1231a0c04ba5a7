/* Ties the parts of a probe together: text, strip, curve, formula and table follow one word and
   one neuron. What is shown comes from three stores; which word is pointed at lives here. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();

  /* What is shown of a neuron, in words. */
  const SHOWN = {
    activation: (who) => `what ${who} put out after each word`,
    state: (who) => `what ${who} held in memory after each word`,
    forget: (who) => `how much ${who} kept at each word`,
    input: (who) => `how much ${who} let in at each word`,
    candidate: (who) => `what each word offered ${who}`,
    output: (who) => `how much ${who} showed at each word`,
  };

  /* `plan`: ids of the probe, of its curve, and of the store that holds the neuron's name. */
  function show_trace(plan, answer, neuron, scale, state) {
    const root = document.getElementById(plan.probe);
    if (!root || !answer) return;
    const view = views.get(root) || begin(root, plan);
    const trace = unrolled.read_trace(answer);
    const is_new = view.trace !== trace;
    Object.assign(view, { trace, scale, state: state || "activation" });
    if (is_new) draw(view);
    show_neuron(view, String(neuron));
  }

  function show_neuron(view, name) {
    Object.assign(view, { name, neuron: view.names.indexOf(name) });
    colour(view);
    point(view, view.held);
  }

  function begin(root, plan) {
    const strip = root.querySelector(".strip");
    const rows = Array.from(strip.querySelectorAll(".strip-row"));
    const view = { root, plan, strip, names: rows.map((row) => row.dataset.neuron), held: -1 };
    views.set(root, view);
    root.addEventListener("pointermove", (event) => hover(view, event));
    root.addEventListener("pointerleave", () => leave(view));
    root.addEventListener("click", (event) => hold(view, event));
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-save]");
      if (button) unrolled.save_heat_map(button.dataset.save, view);
    });
    root.addEventListener("keydown", (event) => step_by_key(view, event));
    root.querySelector(".probe-table").addEventListener("toggle", () => fill_table(view));
    const refit = () => view.trace && unrolled.draw_strip(strip, view.trace);
    new ResizeObserver(refit).observe(strip.querySelector(".strip-cells"));
    return view;
  }

  function draw(view) {
    const { root, strip, trace } = view;
    const text = trace.answer.text;
    root.dataset.state = trace.T ? "read" : text.trim() ? "wordless" : "empty";
    view.spans = unrolled.draw_token_text(root.querySelector(".review-text"), trace);
    view.held = trace.T - 1;
    unrolled.draw_strip(strip, trace);
    unrolled.show_verdict(root.querySelector(".verdict"), trace);
    Object.entries(unrolled.key_of(trace)).forEach(([name, words]) => {
      live(name, words);
      root.querySelector(".key-" + name).hidden = !words;
    });
  }

  function colour(view) {
    const { root, strip, trace, neuron, scale, state } = view;
    const range = unrolled.heat_range(trace, neuron, scale, state);
    const name = `${spoken(view)}, ${unrolled.state_letter(state)}`;
    unrolled.colour_token_text(view.spans, trace, neuron, range, name, state);
    unrolled.colour_strip(strip, trace, scale, state);
    unrolled.choose_row(strip, view.name);
    const ends = root.querySelectorAll(".heat-legend-words > span");
    [range[0], (range[0] + range[1]) / 2, range[1]].forEach(
      (value, place) => (ends[place].textContent = unrolled.number_text(value, 2))
    );
    live("neuron", spoken(view));
    live("shown", SHOWN[state](spoken(view)));
    live("letter", unrolled.state_letter(state));
    live("squash", is_output(view) ? "σ" : "tanh");
    fill_table(view);
  }

  const is_output = (view) => view.neuron === view.names.length - 1;
  const spoken = (view) => (is_output(view) ? "the output neuron" : "neuron " + view.name);

  function shown_in_words(view) {
    const words = SHOWN[view.state](spoken(view));
    return words[0].toUpperCase() + words.slice(1);
  }

  const live = (...given) => unrolled.live(...given);

  /* Light up one word wherever it appears and write its numbers; -1 for none. */
  function point(view, step) {
    const { trace, neuron } = view;
    view.step = step;
    view.current?.classList.remove("is-current");
    view.current = view.spans[step];
    view.current?.classList.add("is-current");
    unrolled.point_strip(view.strip, trace, step);
    const shown = (state, at = step) =>
      at < 0 ? "\u2013" : unrolled.number_text(trace.value(state, at, neuron));
    live("word", step < 0 ? "\u2013" : trace.words[step].text);
    live("place", step < 0 ? "" : `word ${step + 1} of ${trace.T}`);
    live("value", shown(view.state));
    live("opinion", step < 0 ? "\u2013" : unrolled.number_text(trace.opinion[step], 2));
    for (const state of ["activation", "input", "forget", "candidate", "output", "state"])
      live_cell(state, shown(state));
    live_cell("state-before", step === 0 ? unrolled.number_text(0) : shown("state", step - 1));
  }

  function live_cell(name, text) {
    const places = document.querySelectorAll(`.live-number[data-echo="cell-${name}"]`);
    places.forEach((place) => (place.textContent = text));
  }

  function point_everywhere(view, step) {
    point(view, step);
    unrolled.point_curve(document.getElementById(view.plan.curve), step);
  }

  const step_of = (view, event) => {
    const token = event.target.closest(".token[data-step]");
    return token ? Number(token.dataset.step) : unrolled.step_under(event, view.trace);
  };

  function hover(view, event) {
    if (!view.trace || event.target.closest("#" + view.plan.curve)) return;
    const step = step_of(view, event);
    if (step === null) leave(view);
    else if (step !== view.step || !view.is_hovered) {
      view.is_hovered = true;
      point_everywhere(view, step);
    }
  }

  function leave(view) {
    if (!view.is_hovered) return;
    view.is_hovered = false;
    point(view, view.held);
    unrolled.point_curve(document.getElementById(view.plan.curve), null);
  }

  /* A click keeps the word; in the strip it chooses the neuron too. */
  function hold(view, event) {
    if (!view.trace) return;
    const step = step_of(view, event);
    if (step !== null) view.held = step;
    const row = event.target.closest(".strip-row");
    if (row) choose(view, row.dataset.neuron);
    else if (step !== null) point(view, step);
  }

  /* Shown at once, so that a key held down is followed; the store then says the same. */
  function choose(view, name) {
    show_neuron(view, name);
    clientside.set_props(view.plan.neuron, { data: name });
  }

  /* Up and down go through the neurons, left and right through the words. */
  function step_by_key(view, event) {
    const place = event.target.closest(".review-text, .strip-row");
    if (!place || !view.trace || event.ctrlKey || event.metaKey || event.altKey) return;
    const is_mirrored = place.matches(".review-text") && getComputedStyle(place).direction === "rtl";
    const on = is_mirrored ? -1 : 1;
    const words = { ArrowRight: view.held + on, ArrowLeft: view.held - on, Home: 0, End: view.trace.T - 1 };
    const neurons = { ArrowUp: view.neuron - 1, ArrowDown: view.neuron + 1 };
    if (event.key in words && view.trace.T) {
      view.held = Math.max(0, Math.min(view.trace.T - 1, words[event.key]));
      point_everywhere(view, view.held);
    } else if (event.key in neurons) {
      const next = Math.max(0, Math.min(view.names.length - 1, neurons[event.key]));
      choose(view, view.names[next]);
      if (place.matches(".strip-row")) view.strip.querySelectorAll(".strip-row")[next].focus();
    } else return;
    event.preventDefault();
    live("spoken", aloud(view));
  }

  function aloud(view) {
    const { trace, held } = view;
    if (held < 0) return spoken(view);
    const value = unrolled.number_text(trace.value(view.state, held, view.neuron));
    return `${trace.words[held].text}: ${spoken(view)} ${value}, opinion ${trace.opinion[held].toFixed(2)}`;
  }

  /* The pointer is on the curve. */
  function point_from_curve(plan, hovered) {
    const root = document.getElementById(plan.probe);
    const view = root && views.get(root);
    if (!view?.trace || !document.getElementById(plan.curve)?.matches(":hover")) return;
    view.is_hovered = Boolean(hovered);
    point(view, hovered ? hovered.points[0].pointNumber : view.held);
  }

  /* The same values as a table, for those who read rather than look; filled when it is open. */
  function fill_table(view) {
    const fold = view.root.querySelector(".probe-table");
    if (!fold.open || !view.trace) return;
    const rows = view.trace.words.map(({ text, token }, step) => {
      const row = document.createElement("tr");
      const cells = [step + 1, text, token.is_known ? "known" : "unknown",
        unrolled.number_text(view.trace.value(view.state, step, view.neuron)),
        unrolled.number_text(view.trace.opinion[step], 2)];
      cells.forEach((cell, place) => {
        const made = document.createElement(place === 1 ? "th" : "td");
        if (place === 1) Object.assign(made, { scope: "row", dir: "auto" });
        made.textContent = cell;
        row.append(made);
      });
      return row;
    });
    fold.querySelector("tbody").replaceChildren(...rows);
  }

  Object.assign(unrolled, { shown_in_words, show_trace, point_from_curve });
})();
