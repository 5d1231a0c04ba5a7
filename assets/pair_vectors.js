/* Two vectors as strips of cells, and their products as bars. Clientside namespace: `pair_vectors`.
   What is shown is kept on the figure's own element; the fixed scale is -1 to 1. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const HOTTEST = 32;
  const TOPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

  const level = (value) => Math.round(((Math.min(1, Math.max(-1, value)) + 1) / 2) * HOTTEST);
  const figure = () => document.querySelector(".pair-vectors");

  function paint(u, v) {
    paint_fingerprint("u", u);
    paint_fingerprint("v", v);
    const strips = figure();
    if (!strips) return;
    strips.vectors = { u, v, product: u.map((value, neuron) => value * v[neuron]) };
    draw(strips);
  }

  /* No vectors: neutral cells, no neuron to read out. */
  function clear() {
    const strips = figure();
    const units = Number(strips.querySelector(".vector-columns").getAttribute("aria-valuemax"));
    const nothing = new Array(units).fill(0);
    paint(nothing, nothing);
    strips.vectors = undefined;
    strips.pointed = undefined;
    unmark();
    strips.querySelector(".vector-readout").textContent = "";
    strips.querySelector(".vector-table").replaceChildren();
  }

  function paint_fingerprint(letter, vector) {
    document.querySelectorAll(`[data-vector="${letter}"]`).forEach((print) => {
      fit(print, vector.length, () => document.createElement("i"));
      vector.forEach((value, neuron) => {
        print.children[neuron].className = `heat-${level(value)}`;
        print.children[neuron].dataset.neuron = neuron;
      });
    });
  }

  /* Make an element have so many children, keeping those that are there. */
  function fit(parent, count, make) {
    while (parent.children.length > count) parent.lastChild.remove();
    while (parent.children.length < count) parent.append(make());
  }

  function draw(strips) {
    const { u, v, product } = strips.vectors;
    const columns = strips.querySelector(".vector-columns");
    const largest = Math.max(...product.map(Math.abs));
    const top = TOPS.find((value) => value >= largest) || 1;
    fit(columns, u.length, make_column);
    strips.neurons = order(strips);
    strips.neurons.forEach((neuron, place) => {
      const [cell_u, cell_v, bar] = columns.children[place].children;
      columns.children[place].dataset.neuron = neuron;
      cell_u.className = `vector-cell heat-${level(u[neuron])}`;
      cell_v.className = `vector-cell heat-${level(v[neuron])}`;
      bar.firstChild.className = product[neuron] < 0 ? "is-below heat-0" : `is-above heat-${HOTTEST}`;
      bar.style.setProperty("--height", Math.abs(product[neuron]) / top);
    });
    strips.querySelector(".vector-top").textContent = String(top);
    if (strips.pointed !== undefined) point(strips, strips.pointed);
    if (strips.querySelector("details").open) tabulate(strips);
  }

  function make_column() {
    const column = document.createElement("div");
    const [cell_u, cell_v, bar, grown] = ["i", "i", "b", "i"].map((name) => document.createElement(name));
    bar.className = "vector-bar";
    bar.append(grown);
    column.append(cell_u, cell_v, bar);
    return column;
  }

  function order(strips) {
    const { product } = strips.vectors;
    const neurons = product.map((_, neuron) => neuron);
    if (strips.by !== "product") return neurons;
    return neurons.sort((one, other) => product[other] - product[one]);
  }

  /* Order the columns by neuron or by product. */
  function sort(by) {
    const strips = figure();
    if (strips) {
      strips.by = by;
      if (strips.vectors) draw(strips);
    }
    return by;
  }

  const written = (value) => value.toFixed(3).replace("-", "\u2212");

  function in_words(strips, neuron) {
    const { u, v, product } = strips.vectors;
    return `Neuron ${neuron + 1}: u ${written(u[neuron])}, v ${written(v[neuron])}, product ${written(product[neuron])}`;
  }

  /* Choose a neuron: say its values and mark it wherever it is drawn. */
  function point(strips, neuron) {
    strips.pointed = neuron;
    const columns = strips.querySelector(".vector-columns");
    const said = in_words(strips, neuron);
    strips.querySelector(".vector-readout").textContent = said;
    columns.setAttribute("aria-valuenow", neuron + 1);
    columns.setAttribute("aria-valuetext", said);
    unmark();
    document
      .querySelectorAll(`.pair [data-neuron="${neuron}"]`)
      .forEach((place) => place.classList.add("is-pointed"));
  }

  function unmark() {
    document.querySelectorAll(".pair .is-pointed").forEach((old) => old.classList.remove("is-pointed"));
  }

  document.addEventListener("pointerover", (event) => {
    const place = event.target.closest?.(".pair [data-neuron]");
    const strips = figure();
    if (place && strips?.vectors) point(strips, Number(place.dataset.neuron));
  });

  const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  document.addEventListener("keydown", (event) => {
    const strips = event.target.closest?.(".vector-columns") && figure();
    if (!strips?.vectors || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = strips.neurons.length - 1;
    const here = strips.neurons.indexOf(strips.pointed);
    let place = null;
    if (event.key in STEPS) place = here < 0 ? 0 : here + STEPS[event.key];
    if (event.key === "Home") place = 0;
    if (event.key === "End") place = last;
    if (place === null) return;
    event.preventDefault();
    point(strips, strips.neurons[Math.min(last, Math.max(0, place))]);
  });

  /* The table is only made when someone opens it. */
  document.addEventListener(
    "toggle",
    (event) => {
      const strips = event.target.closest?.(".pair-vectors");
      if (strips?.vectors && event.target.open) tabulate(strips);
    },
    true
  );

  function tabulate(strips) {
    const { u, v, product } = strips.vectors;
    const rows = strips.neurons.map((neuron) =>
      row("td", [neuron + 1, written(u[neuron]), written(v[neuron]), written(product[neuron])])
    );
    const table = document.createElement("table");
    table.append(row("th", ["neuron", "u", "v", "product"]), ...rows);
    strips.querySelector(".vector-table").replaceChildren(table);
  }

  function row(kind, values) {
    const line = document.createElement("tr");
    line.append(...values.map((value) => Object.assign(document.createElement(kind), { textContent: value })));
    return line;
  }

  clientside.pair_vectors = { paint, clear, sort };
})();
