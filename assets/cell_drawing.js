/* Writes the numbers of one unit at one step into the drawing of the cell and into its formula. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const GATES = ["input", "forget", "candidate", "output"]; // as core.cells.GATES
  const THIN = 2, THICK = 9; // px, a wire that carries nothing and one that carries all
  const NOTHING = "\u2013";

  /* What stands at the places of a step, by name; a text that was not read has none. */
  function numbers_of(cell, step, unit) {
    const before = (state) => (step > 0 ? cell.trace.value(state, step - 1, unit) : 0);
    const values = { "state-before": before("state"), "activation-before": before("activation") };
    for (const state of [...GATES, "state", "activation"])
      values[state] = cell.trace.value(state, step, unit);
    values.kept = cell.part(0, step, unit);
    values.added = cell.part(1, step, unit);
    return values;
  }

  function draw_cell(cell, step, unit) {
    const is_empty = step < 0;
    const values = is_empty ? {} : numbers_of(cell, step, unit);
    write_numbers(values);
    write_sums(cell, step, unit);
    document.querySelectorAll(".cell-drawing").forEach((drawing) => {
      const largest = cell.largest(unit);
      for (const wire of drawing.querySelectorAll("[data-carries]")) {
        const share = Math.min(1, Math.abs(values[wire.dataset.carries] || 0) / largest);
        wire.style.strokeWidth = THIN + share * (THICK - THIN);
      }
      for (const name of GATES) fill_gate(drawing, name, is_empty ? 0 : values[name]);
      for (const name of ["forget", "input"])
        drawing.querySelector(`.cell-gate.is-${name}`)?.classList.toggle("is-forced", name in cell.forced);
    });
  }

  function write_numbers(values) {
    document.querySelectorAll('.live-number[data-echo^="cell-"]').forEach((place) => {
      const name = place.dataset.echo.slice("cell-".length);
      place.textContent = name in values ? unrolled.number_text(values[name]) : NOTHING;
    });
  }

  /* A gate fills from its foot; the candidate, which may be negative, from its middle. */
  function fill_gate(drawing, name, value) {
    const edge = drawing.querySelector(`.cell-gate.is-${name} .cell-edge`);
    const fill = drawing.querySelector(`[data-fill="${name}"]`);
    if (!edge || !fill) return;
    const top = Number(edge.getAttribute("y")), high = Number(edge.getAttribute("height"));
    const [from, to] = name === "candidate" ? [0.5, 0.5 + value / 2] : [0, value];
    fill.setAttribute("y", top + high * (1 - Math.max(from, to)));
    fill.setAttribute("height", high * Math.abs(to - from));
  }

  /* W_0 + X W_1 + Ŷ W_2 inside every gate; a forced gate does not ask its weights. */
  function write_sums(cell, step, unit) {
    GATES.forEach((name, gate) => {
      const summands = step < 0 ? {} : {
        bias: unrolled.number_text(cell.bias[gate][unit], 2),
        input: signed(cell.sum(0, gate, step, unit)),
        output: signed(cell.sum(1, gate, step, unit)),
      };
      for (const of of ["bias", "input", "output"])
        document.querySelectorAll(`[data-sum="${name}-${of}"]`).forEach((place) => {
          place.textContent = summands[of] ?? NOTHING;
        });
      document.querySelectorAll(`[data-gate="${name}"]`).forEach((place) => {
        place.hidden = place.classList.contains("sum-forced") !== name in cell.forced;
      });
    });
  }

  const signed = (value) => (value < 0 ? "\u2212 " : "+ ") + Math.abs(value).toFixed(2);

  Object.assign(unrolled, { draw_cell });
})();
