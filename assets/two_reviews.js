/* Two texts under each other, on the same scale, what differs marked (components/two_reviews.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const begun = new WeakSet();

  /* `plan`: ids of the panel and of the boxes of the first and the second text. */
  function show_two_reviews(plan, answer, found, name, scale, gate) {
    const root = document.getElementById(plan.pair);
    if (!root || !answer) return;
    begin(root, plan);
    const is_of_this = found && found.first.text === answer.text;
    if (!is_of_this) return;
    const traces = [unrolled.read_trace(answer), unrolled.read_trace(found.second)];
    root.dataset.state = traces[1].T ? "read" : "empty";
    const neuron = String(name) === "output" ? traces[0].P - 1 : Number(name) - 1;
    const range = unrolled.heat_range(traces[0], neuron, scale, gate, traces);
    const who = String(name) === "output" ? "the output neuron" : `neuron ${name}`;
    ["first", "second"].forEach((which, place) => {
      const part = root.querySelector(`[data-text="${which}"]`);
      const said = place ? found.second : found.first;
      const spans = unrolled.draw_token_text(part.querySelector(".review-text"), traces[place]);
      unrolled.colour_token_text(spans, traces[place], neuron, range, who, gate);
      for (const step of found.differs[place]) spans[step]?.classList.add("is-different");
      const [word, lean] = traces[place].T ? said.verdict.split(", ") : ["\u2013"];
      const number = traces[place].T ? " " + unrolled.number_text(said.probability, 2) : "";
      part.querySelector(".pair-said").textContent = word + (lean ? `, ${lean}` : "") + number;
    });
  }

  function begin(root, plan) {
    if (begun.has(root)) return;
    begun.add(root);
    const value = (id) => document.getElementById(id).value;
    const set = (id, text) => clientside.set_props(id, { value: text });
    root.addEventListener("click", (event) => {
      const action = event.target.closest("[data-do]")?.dataset.do;
      const [first, second] = [value(plan.text), value(plan.second)];
      if (action === "copy") set(plan.second, first);
      if (action !== "swap") return;
      set(plan.text, second);
      set(plan.second, first);
    });
  }

  Object.assign(unrolled, { show_two_reviews });
})();
