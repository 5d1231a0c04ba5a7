/* All neurons at once: rows of small cells, drawn from a trace (trace.js). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  /* Words stand over their columns as long as a column is this wide, in px; they lie when there
     is room for the longest. */
  const LEGIBLE = 13, LETTER = 8;

  /* Fit the number of cells to the text and write the words over them. */
  function draw_strip(strip, trace) {
    const width = strip.querySelector(".strip-cells").clientWidth / Math.max(1, trace.T);
    strip.style.setProperty("--columns", Math.max(1, trace.T));
    const longest = Math.max(0, ...trace.words.map(({ text }) => text.length));
    strip.classList.toggle("has-words", width >= LEGIBLE);
    strip.classList.toggle("has-room", width >= LETTER * (longest + 1));
    for (const cells of strip.querySelectorAll(".strip-cells")) fill(cells, trace.T, "i");
    const words = strip.querySelector(".strip-words");
    fill(words, trace.T, "span");
    trace.words.forEach(({ text }, step) => (words.children[step].textContent = text));
    const over = strip.querySelector(".strip-over");
    over.querySelectorAll(".strip-gap").forEach((gap) => gap.remove());
    for (const step of trace.gaps) {
      const gap = document.createElement("div");
      gap.className = "strip-gap";
      gap.style.insetInlineStart = `${(100 * step) / trace.T}%`;
      over.append(gap);
    }
  }

  function fill(place, wanted, tag) {
    while (place.childElementCount > wanted) place.lastElementChild.remove();
    while (place.childElementCount < wanted) place.append(document.createElement(tag));
  }

  /* Colour every row by one state, on the scale of its own neuron. */
  function colour_strip(strip, trace, scale, state = "activation") {
    strip.querySelectorAll(".strip-cells").forEach((cells, neuron) => {
      const range = unrolled.heat_range(trace, neuron, scale, state);
      for (let step = 0; step < trace.T; step += 1)
        cells.children[step].className = unrolled.heat_class(trace.value(state, step, neuron), range);
    });
  }

  /* Mark the chosen row; it alone is a stop of the Tab key. */
  function choose_row(strip, name) {
    for (const row of strip.querySelectorAll(".strip-row")) {
      const is_chosen = row.dataset.neuron === name;
      row.setAttribute("aria-checked", is_chosen);
      row.tabIndex = is_chosen ? 0 : -1;
    }
  }

  function point_strip(strip, trace, step) {
    const cursor = strip.querySelector(".strip-cursor");
    cursor.hidden = step < 0;
    cursor.style.insetInlineStart = `${(100 * step) / Math.max(1, trace.T)}%`;
    const words = strip.querySelector(".strip-words").children;
    for (const word of words) word.classList.toggle("is-current", word === words[step]);
  }

  /* The column under the pointer. */
  function step_under(event, trace) {
    const cells = event.target.closest(".strip-row")?.querySelector(".strip-cells");
    if (!cells || !trace.T) return null;
    const { left, width } = cells.getBoundingClientRect();
    const step = Math.floor(((event.clientX - left) / width) * trace.T);
    return step >= 0 && step < trace.T ? step : null;
  }

  Object.assign(unrolled, { draw_strip, colour_strip, choose_row, point_strip, step_under });
})();
