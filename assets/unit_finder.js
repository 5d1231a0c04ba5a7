/* Find the neuron (components/unit_finder.py): words as toggle buttons, neurons as a ranking. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();

  const NAMES = {
    activation: "output Ŷ", state: "state C", forget: "forget gate f",
    input: "input gate i", candidate: "candidate C\u0303", output: "output gate o",
  };

  /* `plan`: ids of the panel, of the stores of chosen words and neuron, of the choice of gate. */
  function show_finder(plan, answer, chosen, matches, neuron, gate) {
    const root = document.getElementById(plan.finder);
    if (!root || !answer) return;
    const view = views.get(root) || begin(root, plan);
    const trace = unrolled.read_trace(answer);
    if (view.trace !== trace) draw_words(view, trace, numbers_of(chosen));
    else view.chosen = numbers_of(chosen);
    mark_words(view);
    Object.assign(view, { neuron: String(neuron), gate });
    if (matches && (view.matches !== matches || view.drawn !== trace)) draw_matches(view, matches);
    mark_match(view);
  }

  const numbers_of = (text) => new Set(String(text || "").split(",").map(Number).filter(Boolean));

  function begin(root, plan) {
    const words = root.querySelector(".pick-words");
    const view = { root, plan, words, chosen: new Set(), at: 0 };
    views.set(root, view);
    words.addEventListener("pointerdown", (event) => press(view, event));
    words.addEventListener("pointerover", (event) => drag(view, event));
    window.addEventListener("pointerup", () => (view.is_dragging = false));
    words.addEventListener("keydown", (event) => step_by_key(view, event));
    words.addEventListener("click", (event) => {
      const word = word_of(event);
      // By keyboard or a screen reader, or a finger that did not scroll; a mouse pressed already.
      if (word && (event.detail === 0 || !view.is_mouse)) toggle(view, word);
    });
    root.querySelector(".pick-none").addEventListener("click", () => choose(view, []));
    root.querySelector(".match-lists").addEventListener("click", (event) => show_match(view, event));
    return view;
  }

  const word_of = (event) => event.target.closest?.(".pick-word");
  const number_of = (word) => Number(word.dataset.word);

  /* On another text a word stays chosen as long as the same word stands in its place. */
  function draw_words(view, trace, chosen) {
    const before = view.trace?.words;
    const stays = (number) =>
      number <= trace.T && (!before || before[number - 1]?.text === trace.words[number - 1].text);
    view.chosen = new Set([...chosen].filter(stays));
    view.trace = trace;
    const drawn = document.createDocumentFragment();
    trace.words.forEach(({ text }, step) => {
      const word = document.createElement("button");
      Object.assign(word, { type: "button", className: "pick-word", textContent: text });
      word.dataset.word = step + 1;
      if (step && trace.gaps.includes(step)) drawn.append(gap());
      drawn.append(word, " ");
    });
    view.words.replaceChildren(drawn);
    view.at = Math.min(view.at, Math.max(0, trace.T - 1));
    if (view.chosen.size < chosen.size && before) choose(view, [...view.chosen]);
  }

  function gap() {
    const mark = document.createElement("span");
    Object.assign(mark, { className: "pick-gap", textContent: "… not read … " });
    return mark;
  }

  function mark_words(view) {
    for (const word of view.words.querySelectorAll(".pick-word")) {
      const number = number_of(word);
      word.setAttribute("aria-pressed", view.chosen.has(number));
      word.tabIndex = number === view.at + 1 ? 0 : -1;
    }
  }

  function choose(view, numbers) {
    view.chosen = new Set(numbers);
    mark_words(view);
    const kept = [...view.chosen].sort((a, b) => a - b).join(",") || "none";
    clientside.set_props(view.plan.chosen, { data: kept });
  }

  function toggle(view, word, is_on = !view.chosen.has(number_of(word))) {
    const chosen = new Set(view.chosen);
    if (is_on) chosen.add(number_of(word));
    else chosen.delete(number_of(word));
    view.at = number_of(word) - 1;
    choose(view, chosen);
  }

  /* Press on a word and drag: all words passed over become what the first one became. */
  function press(view, event) {
    const word = word_of(event);
    view.is_mouse = event.pointerType === "mouse";
    if (!word || event.button || !view.is_mouse) return;
    view.is_dragging = true;
    view.turns_on = !view.chosen.has(number_of(word));
    toggle(view, word, view.turns_on);
  }

  function drag(view, event) {
    const word = view.is_dragging && word_of(event);
    if (word && view.chosen.has(number_of(word)) !== view.turns_on) toggle(view, word, view.turns_on);
  }

  function step_by_key(view, event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !view.trace.T) return;
    const on = getComputedStyle(view.words).direction === "rtl" ? -1 : 1;
    const last = view.trace.T - 1;
    const goals = { ArrowRight: view.at + on, ArrowLeft: view.at - on, Home: 0, End: last };
    if (!(event.key in goals)) return;
    event.preventDefault();
    view.at = Math.max(0, Math.min(last, goals[event.key]));
    const word = view.words.querySelectorAll(".pick-word")[view.at];
    if (event.shiftKey) toggle(view, word, true);
    else mark_words(view);
    word.focus();
  }

  function draw_matches(view, matches) {
    Object.assign(view, { matches, drawn: view.trace });
    view.root.querySelector(".match-said").textContent = matches.said;
    view.root.querySelector(".match-lists").hidden = Boolean(matches.said);
    for (const list of view.root.querySelectorAll(".matches")) {
      const found = matches[list.dataset.direction];
      list.replaceChildren(...found.map((match) => row_of(view, match)));
    }
  }

  function row_of(view, match) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "match" });
    Object.assign(button.dataset, { neuron: match.neuron, state: match.state });
    const who = match.neuron === "output" ? "output neuron" : `neuron ${match.neuron}`;
    const share = Math.round(100 * (match.score > 0 ? match.separation : 1 - match.separation));
    button.append(
      part("match-name", `${who}, ${NAMES[match.state]}`),
      strip_of(view, match),
      part("match-score live-number", unrolled.number_text(match.score, 2)),
      part("match-share", `${share} %`)
    );
    row.append(button);
    return row;
  }

  function part(name, text) {
    const made = document.createElement("span");
    Object.assign(made, { className: name, textContent: text });
    return made;
  }

  /* The whole text in the colours of one neuron; the chosen words stand out. */
  function strip_of(view, { neuron, state }) {
    const { trace, chosen } = view;
    const place = neuron === "output" ? trace.P - 1 : Number(neuron) - 1;
    const range = unrolled.heat_range(trace, place, "fixed", state);
    const strip = part("match-strip", "");
    strip.setAttribute("aria-hidden", "true");
    for (let step = 0; step < trace.T; step += 1) {
      const cell = document.createElement("i");
      cell.className = unrolled.heat_class(trace.value(state, step, place), range);
      cell.classList.toggle("is-chosen", chosen.has(step + 1));
      strip.append(cell);
    }
    return strip;
  }

  function mark_match(view) {
    for (const row of view.root.querySelectorAll(".match")) {
      const { neuron, state } = row.dataset;
      row.setAttribute("aria-pressed", neuron === view.neuron && state === view.gate);
    }
  }

  function show_match(view, event) {
    const row = event.target.closest(".match");
    if (!row) return;
    clientside.set_props(view.plan.neuron, { data: row.dataset.neuron });
    clientside.set_props(view.plan.gate, { value: row.dataset.state });
  }

  Object.assign(unrolled, { show_finder });
})();
