/* The nearest of the loaded questions, and how far their vectors are (components/question_search.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const PATIENCE = 8000; // ms before the vectors are begun once more
  const views = new WeakMap();
  const element = (...given) => unrolled.element(...given);

  function view_of(plan) {
    const root = document.getElementById(plan.part);
    if (!root) return null;
    if (!views.has(root)) views.set(root, begin(root, plan));
    return views.get(root);
  }

  function begin(root, plan) {
    const view = { root, plan, answer: null, begun: -PATIENCE };
    root.addEventListener("click", (event) => {
      const row = event.target.closest("[data-place]");
      if (row) compare(view, view.answer.found[Number(row.dataset.place)]);
    });
    return view;
  }

  /* The query and the question found become the pair on stage. */
  function compare({ plan, answer }, { text }) {
    const [first, second] = plan.pair;
    clientside.set_props(first, { value: answer.query });
    clientside.set_props(second, { value: text });
    document.querySelector(".pair")?.scrollIntoView({ behavior: "smooth", block: "start" });
  }

  function show_search(plan, answer) {
    const view = view_of(plan);
    if (!view || !answer) return;
    view.answer = answer;
    show_standing(view, answer);
    clientside.set_props(plan.clock, { disabled: !answer.waiting });
    if (answer.waiting) make_begin(view, answer.waiting);
    view.root.dataset.state = answer.missing ? "empty" : "found";
    const said = answer.missing ? [answer.missing] : answer.remarks;
    view.root.querySelector(".search-remarks").replaceChildren(...said.map((text) => element("p", "", text)));
    const rows = (answer.found || []).map((found, place) => row_of(found, place, answer.model));
    view.root.querySelector(".search-found").replaceChildren(...rows);
  }

  function show_standing(view, { said, waiting, ms }) {
    const time = ms === undefined || waiting ? "" : ` ${ms.toFixed(1)} ms.`;
    view.root.querySelector(".search-said").textContent = said + time;
    const bar = view.root.querySelector(".search-progress");
    bar.classList.toggle("is-on", Boolean(waiting));
    bar.style.setProperty("--done", waiting?.total ? waiting.done / waiting.total : 0);
  }

  /* While the vectors are made: say how far they are; once they are there, search anew. */
  function watch_shelf(plan, standing) {
    const view = view_of(plan);
    if (!view || !standing) return;
    show_standing(view, standing);
    if (standing.waiting) return make_begin(view, standing.waiting);
    clientside.set_props(plan.clock, { disabled: true });
    clientside.set_props(plan.ready, { data: Date.now() });
  }

  function make_begin(view, { is_running }) {
    const now = performance.now();
    if (is_running || now - view.begun < PATIENCE) return;
    view.begun = now;
    clientside.set_props(view.plan.begin, { data: Date.now() });
  }

  function row_of({ pieces, lacks, is_same, cosine, probability }, place, model) {
    const item = element("li");
    const button = element("button", "search-row");
    Object.assign(button, { type: "button", title: "Compare it with your question" });
    button.dataset.place = place;
    const text = element("span", "search-text");
    text.dir = "auto";
    pieces.forEach(([words, is_alone]) => text.append(is_alone ? element("span", "search-alone", words) : words));
    const question = element("span", "search-question");
    question.append(text, note_of(lacks, is_same));
    button.append(question, number("cosine", cosine, 3), bar(probability, model));
    item.append(button);
    return item;
  }

  function note_of(lacks, is_same) {
    const note = element("small", "search-lacks");
    if (is_same) note.textContent = "the very same words";
    lacks.forEach((word) => {
      const lacking = element("s");
      lacking.append(element("bdi", "", word));
      note.append(lacking, " ");
    });
    return note;
  }

  function number(name, value, digits) {
    const place = element("span", "search-number live-number", unrolled.number_text(value, digits));
    place.dataset.name = name;
    return place;
  }

  function bar(probability, model) {
    const place = number("probability", probability, 2);
    place.classList.add("is-probability");
    place.style.setProperty("--share", probability);
    place.style.setProperty("--shade", /^[a-z-]+$/.test(model) ? `var(--model-${model})` : "var(--prediction)");
    return place;
  }

  Object.assign(unrolled, { show_search, watch_shelf });
})();
