/* The questions page: puts one answer of the server into every place where it is shown.
   Clientside namespace: `questions`. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});

  /* Show an answer; returns the class of the stage, which says what state it is in. */
  function show(answer) {
    const stage = document.querySelector(".pair");
    if (!stage || !answer) return "pair is-waiting";
    if (answer.missing) return clear(stage, answer.missing);
    show_numbers({ ...answer.numbers, ...sums(answer) });
    show_words(stage, answer);
    show_remarks(stage, answer.remarks);
    answer.questions.forEach((question, place) => {
      show_slots(stage, question, place);
      show_reading(stage, question, place);
    });
    const [u, v] = answer.questions.map((question) => question.vector);
    clientside.pair_vectors.paint(u, v);
    const states = ["pair", "is-answered", answer.same ? "is-same" : "is-different"];
    if (answer.lecture !== null) states.push("is-the-lectures");
    return states.join(" ");
  }

  /* Nothing to compare: say what is missing, and leave no number of an earlier pair standing. */
  function clear(stage, missing) {
    stage.querySelector(".empty-state p").textContent = missing;
    document
      .querySelectorAll(".page [data-live], .pair [data-words]")
      .forEach((place) => (place.textContent = "–"));
    show_remarks(stage, []);
    for (const place of [0, 1]) {
      show_slots(stage, { slots: [], cut: [], cut_count: 0, cut_at: null }, place);
      stage.querySelector(`[data-question="${place}"]`).textContent = "–";
    }
    clientside.pair_vectors.clear();
    return "pair is-empty";
  }

  /* What the products above and below zero add up to. */
  function sums(answer) {
    const [u, v] = answer.questions.map((question) => question.vector);
    const products = u.map((value, place) => value * v[place]);
    const total = (part) => part.reduce((sum, value) => sum + value, 0);
    return {
      plus: total(products.filter((product) => product > 0)),
      minus: total(products.filter((product) => product < 0)),
    };
  }

  function show_numbers(numbers) {
    document.querySelectorAll(".page [data-live]").forEach((place) => {
      const value = numbers[place.dataset.live];
      if (value === undefined || value === null) return;
      place.textContent = in_digits(value, Number(place.dataset.digits), place.dataset.sign);
    });
  }

  function in_digits(value, digits, has_sign) {
    const text = Math.abs(value).toFixed(digits);
    if (Number(text) === 0) return text;
    if (value < 0) return "\u2212" + text;
    return (has_sign ? "+" : "") + text;
  }

  function show_words(stage, answer) {
    stage.querySelectorAll("[data-words]").forEach((place) => {
      place.textContent = answer[place.dataset.words];
    });
    const { probability, threshold } = answer.numbers;
    stage.style.setProperty("--probability", probability);
    stage.style.setProperty("--threshold", threshold);
    stage.style.setProperty("--lecture", answer.lecture);
  }

  function show_remarks(stage, remarks) {
    const place = stage.querySelector(".pair-remarks");
    const said = [...place.children].map((line) => line.textContent);
    if (said.join("\n") === remarks.join("\n")) return;
    place.replaceChildren(...remarks.map((text) => made("p", {}, text)));
  }

  function show_slots(stage, question, place) {
    const row = stage.querySelector(`[data-slots="${place}"]`);
    const length = Number(getComputedStyle(row).getPropertyValue("--slots"));
    const padding = length - question.slots.length;
    const slots = [];
    for (let slot = 0; slot < padding; slot += 1)
      slots.push(made("li", { className: "pair-slot is-padding", ariaHidden: "true" }));
    question.slots.forEach((slot) => slots.push(word_slot(slot)));
    if (question.cut_at !== null) slots[question.cut_at]?.classList.add("is-after-cut");
    row.replaceChildren(...slots);
    stage.querySelector(`[data-padding="${place}"]`).textContent = in_words(padding, question.slots.length);
    show_cut(stage, question, place);
  }

  function word_slot([word, id, kind, is_shared]) {
    const slot = made("li", { className: `pair-slot is-${kind}${is_shared ? " is-shared" : ""}` });
    slot.dataset.echo = `word ${word}`;
    slot.title = kind === "unknown" ? "unknown to the model" : `row ${id} of the embedding table`;
    slot.append(made("bdi", {}, word), made("small", {}, id));
    return slot;
  }

  function in_words(padding, count) {
    if (count === 0) return "nothing to read yet";
    const read = `${count} ${count === 1 ? "word" : "words"}`;
    return padding ? `${padding} × padding, ${read}` : read;
  }

  function show_cut(stage, question, place) {
    const line = stage.querySelector(`[data-cut="${place}"]`);
    const more = question.cut_count - question.cut.length;
    const name = place === 0 ? "first" : "second";
    line.hidden = question.cut_count === 0;
    line.replaceChildren(
      `Cut off from the ${name} question: `,
      ...question.cut.flatMap((word) => [made("bdi", { className: "pair-slot is-cut" }, word), " "]),
      more > 0 ? `and ${more.toLocaleString("en")} more` : ""
    );
  }

  /* The words that enter the drawing of the network. */
  function show_reading(stage, question, place) {
    const box = stage.querySelector(`[data-question="${place}"]`);
    const text = question.slots.map(([word, , kind]) => (kind === "unknown" ? `[${word}]` : word));
    box.textContent = text.join(" ");
  }

  /* Swap what stands in the boxes. A box tells Dash about typing after a short pause only; swapping
     before would bring the old text back. */
  async function swap(_clicks, first, second) {
    const typed = (id) => document.getElementById(id).value;
    const told = (id) => window.dash_component_api.getLayout(id)?.props.value ?? "";
    const is_told = (id) => typed(id) === told(id);
    for (let wait = 0; wait < 40 && ![first, second].every(is_told); wait += 1)
      await new Promise((done) => window.setTimeout(done, 25));
    return [typed(second), typed(first)];
  }

  function made(name, properties, text) {
    const element = Object.assign(document.createElement(name), properties);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  clientside.questions = { show, swap };
})();
