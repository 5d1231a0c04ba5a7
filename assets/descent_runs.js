/* Runs of gradient descent as the browser keeps them: their points, their row in the table, their
   file. A point is MSE, w0, w1, w2 after so many epochs; the first one is the start. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const COLUMNS = 4;
  const SVG = "http://www.w3.org/2000/svg";

  class Run {
    constructor(slot, settings) {
      Object.assign(this, { slot, settings, progress: null, said: "", is_over: false });
      this.points = new Float64Array(0);
    }

    /* Settings are a line of words, see core/descent_settings.py. */
    get asked() {
      const words = this.settings.split(" ");
      const is_drawn = words[2] === "drawn";
      const rest = words.slice(is_drawn ? 4 : 6);
      const seed = words[is_drawn ? 3 : 5];
      return { epochs: Number(words[0]), rate: words[1], seed, is_drawn, rows: rest[0], which: rest.slice(1).join(" ") };
    }

    get count() {
      return this.points.length / COLUMNS;
    }

    value(point, column) {
      return this.points[COLUMNS * point + column];
    }

    last(column) {
      return this.value(this.count - 1, column);
    }

    take(piece) {
      const more = floats(piece.points);
      const all = new Float64Array(this.points.length + more.length);
      all.set(this.points);
      all.set(more, this.points.length);
      const { progress, said, series, naive, is_over } = piece;
      Object.assign(this, { points: all, progress, said, series, naive, is_over });
    }

    stored() {
      return { ...this, points: packed(this.points) };
    }
  }

  function restored(kept) {
    return Object.assign(new Run(kept.slot, kept.settings), kept, { points: floats(kept.points) });
  }

  function floats(text) {
    return new Float64Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
  }

  function packed(numbers) {
    const bytes = new Uint8Array(numbers.buffer);
    const pieces = [];
    for (let start = 0; start < bytes.length; start += 4096)
      pieces.push(String.fromCharCode(...bytes.subarray(start, start + 4096)));
    return btoa(pieces.join(""));
  }

  const real = (text) => text.replaceAll("-", "\u2212");
  const RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

  /* A number such as 1.1 times ten to the power of -31. */
  function by_power(value, digits) {
    const [front, power] = value.toExponential(digits).split("e");
    const raised = Array.from(power.replace("+", ""), (sign) => (sign === "-" ? "\u207b" : RAISED[sign]));
    return real(`${front.replace(/\.0$/, "")}\u00b710${raised.join("")}`);
  }

  function written(value, digits) {
    const size = Math.abs(value);
    if (size >= 1e6 || (size > 0 && size < 10 ** -digits)) return by_power(value, 2);
    return unrolled.number_text(value, digits);
  }

  function short(value) {
    const size = Math.abs(value);
    const is_plain = size === 0 || (size < 1e6 && size >= 1e-4);
    return is_plain ? real(String(Number(value.toPrecision(4)))) : by_power(value, 1).replace(/^1\u00b7/, "");
  }

  function rows_text({ asked, series }) {
    if (asked.rows === "one") return asked.which;
    const count = (series || Number(asked.which) || 0).toLocaleString("en");
    return asked.rows === "some" ? `${count}, seed ${asked.seed}` : `all ${count}`;
  }

  function epochs_text(run) {
    const done = run.progress.epoch.toLocaleString("en");
    return run.progress.epoch === run.asked.epochs ? done : `${done} of ${run.asked.epochs.toLocaleString("en")}`;
  }

  /* The cells of a run; the browser writes them anew whenever it has moved. */
  function descent_row(run, plan, is_shown) {
    const row = document.createElement("tr");
    row.dataset.slot = run.slot;
    row.classList.toggle("is-shown", is_shown);
    row.append(cell(name_button(run, plan, is_shown)), ...figures_of(run).map((text) => cell(text)));
    row.append(cell(act("inside", "look inside", `Put the weights of run ${run.slot + 1} on the stage above`)));
    row.lastChild.firstChild.disabled = [1, 2, 3].some((column) => Math.abs(run.last(column)) > plan.largest);
    row.lastChild.append(act("save", "CSV", `Points of run ${run.slot + 1} as a CSV file`));
    row.lastChild.append(act("remove", "\u00d7", `Remove run ${run.slot + 1}`));
    return row;
  }

  /* What changes while a run is trained, written into the row that is there. */
  function refresh_row(row, run) {
    figures_of(run).forEach((text, place) => (row.children[1 + place].textContent = text));
  }

  function figures_of(run) {
    const start = [1, 2, 3].map((column) => short(run.value(0, column))).join(", ");
    const end = [1, 2, 3, 0].map((column) => written(run.last(column), 8));
    return [start, run.asked.rate, epochs_text(run), rows_text(run), ...end];
  }

  function cell(inside) {
    const made = document.createElement("td");
    made.append(inside);
    return made;
  }

  function act(name, text, label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "run-act", textContent: text, title: label });
    button.dataset.act = name;
    button.setAttribute("aria-label", label);
    return button;
  }

  function name_button(run, plan, is_shown) {
    const button = act("show", "", `Show run ${run.slot + 1} on the surface`);
    button.setAttribute("aria-pressed", is_shown);
    button.append(dash_sample(run.slot, plan), `run ${run.slot + 1}`);
    return button;
  }

  function dash_sample(slot, plan) {
    const svg = document.createElementNS(SVG, "svg");
    const line = document.createElementNS(SVG, "line");
    const dashes = plan.dashes[slot] === "solid" ? "none" : plan.dashes[slot].replaceAll("px", "");
    const drawn = { x1: 0, x2: 36, y1: 5, y2: 5, stroke: plan.runs[slot], "stroke-width": 2.5, "stroke-dasharray": dashes };
    Object.entries(drawn).forEach(([name, value]) => line.setAttribute(name, value));
    Object.entries({ width: 36, height: 10, "aria-hidden": "true" }).forEach(([name, value]) => svg.setAttribute(name, value));
    svg.append(line);
    return svg;
  }

  /* Every digit of every point, as a file. */
  function save_descent(run) {
    const lines = ["epoch,loss,w0,w1,w2"];
    for (let point = 0; point < run.count; point += 1)
      lines.push([point, ...run.points.subarray(COLUMNS * point, COLUMNS * point + COLUMNS)].join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = `neuron-run-${run.slot + 1}.csv`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  Object.assign(unrolled, { DescentRun: Run, restored_descent: restored, descent_row, refresh_descent_row: refresh_row, save_descent, descent_number: written, descent_short: short });
})();
