/* Every step of one neuron as a row; the box scrolls in itself and follows the present step. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const COLUMNS = 10;
  const PAUSE = 90; // ms without another answer before many rows are written
  const FEW = 40;
  let waiting;

  function fill_steps(neuron, after) {
    window.clearTimeout(waiting);
    if (neuron.T <= FEW) return write_rows(neuron, after);
    waiting = window.setTimeout(() => write_rows(neuron, after), PAUSE);
  }

  function write_rows(neuron, after) {
    const body = document.querySelector(".steps-table tbody");
    if (!body) return;
    while (body.childElementCount > neuron.T) body.lastElementChild.remove();
    while (body.childElementCount < neuron.T) body.append(row(body.childElementCount));
    Array.from(body.children).forEach((line, t) => {
      texts(neuron, t).forEach((text, place) => {
        const cell = line.children[place];
        if (cell.textContent !== text) cell.textContent = text;
      });
    });
    after();
  }

  function row(t) {
    const line = document.createElement("tr");
    line.dataset.t = t;
    for (let place = 0; place < COLUMNS; place++)
      line.append(document.createElement(place ? "td" : "th"));
    line.firstElementChild.scope = "row";
    return line;
  }

  function texts(neuron, t) {
    const { measure_text, value_text } = unrolled;
    const J = [0, 1, 2].map((place) => measure_text(neuron.J[3 * t + place]));
    return [
      String(t + 1), value_text(neuron.x[t]), value_text(neuron.sums[t]),
      unrolled.answer_text(neuron.outputs[t + 1]),
      t < neuron.T - 1 ? measure_text(neuron.factors[t]) : "\u2013",
      neuron.product_text(t), measure_text(neuron.deltas[t]), ...J,
    ];
  }

  /* `is_followed`: whether the box scrolls there; what the pointer is on stays where it is. */
  function point_row(t, is_followed) {
    const body = document.querySelector(".steps-table tbody");
    if (!body) return;
    body.querySelector(".is-current")?.classList.remove("is-current");
    const line = body.children[t];
    if (!line) return;
    line.classList.add("is-current");
    const box = body.closest(".steps-box");
    const head = box.querySelector("thead").offsetHeight;
    const above = line.offsetTop - head < box.scrollTop;
    const below = line.offsetTop + line.offsetHeight > box.scrollTop + box.clientHeight;
    if (is_followed && (above || below))
      box.scrollTop = line.offsetTop - head - (box.clientHeight - head) / 2;
  }

  Object.assign(unrolled, { fill_steps, point_row });
})();
