/* Six rows of one unit, a column per step, and the same as a table. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const IS_GATE = { input: true, forget: true, output: true };
  const LETTERS = { input: "i", forget: "f", candidate: "c\u0303", output: "o", state: "C", activation: "\u0176" };
  const LETTER = 8; // px that a letter of a word lying over its column takes

  function fit(place, wanted, tag) {
    while (place.childElementCount > wanted) place.lastElementChild.remove();
    while (place.childElementCount < wanted) place.append(document.createElement(tag));
  }

  /* Make a column for every step and write the words over them. */
  function fit_rows(box, trace) {
    const words = box.querySelector(".cell-words");
    box.style.setProperty("--columns", Math.max(1, trace.T));
    fit(words, trace.T, "span");
    trace.words.forEach(({ text, token }, step) => {
      words.children[step].textContent = text;
      words.children[step].className = token.is_known ? "" : "is-unknown";
    });
    box.querySelectorAll(".cell-cells").forEach((cells) => fit(cells, trace.T, "i"));
    box.querySelectorAll(".cell-gap").forEach((gap) => gap.remove());
    for (const step of trace.gaps) {
      const gap = document.createElement("div");
      gap.className = "cell-gap";
      gap.title = "Words that the model did not read";
      gap.style.insetInlineStart = `${(100 * step) / Math.max(1, trace.T)}%`;
      box.querySelector(".cell-over").append(gap);
    }
    lie_or_stand(box, trace);
  }

  /* Words lie over their columns where the longest fits, and stand where it does not. */
  function lie_or_stand(box, trace) {
    const width = box.querySelector(".cell-words").clientWidth / Math.max(1, trace.T);
    const longest = Math.max(0, ...trace.words.map(({ text }) => text.length));
    box.classList.toggle("has-room", width >= LETTER * (longest + 1));
  }

  function colour_rows(box, cell, unit) {
    const { trace } = cell;
    for (const row of box.querySelectorAll(".cell-row")) {
      const state = row.dataset.state;
      const end = state === "state" ? cell.largest(unit) : 1;
      const low = IS_GATE[state] ? 0 : -end;
      row.querySelector(".cell-range").textContent = `${number(low)}\u2026${number(end)}`;
      Array.from(row.querySelector(".cell-cells").children).forEach((cell_, step) => {
        const value = trace.value(state, step, unit);
        if (IS_GATE[state]) cell_.style.setProperty("--open", `${100 * value}%`);
        else cell_.className = unrolled.heat_class(value, [low, end]);
        cell_.title = `${LETTERS[state]} at \u201c${trace.words[step].text}\u201d: ${unrolled.number_text(value)}`;
      });
    }
  }

  const number = (value) => unrolled.number_text(value, Number.isInteger(value) ? 0 : 1);

  /* Put the cursor on a step and keep it in sight. */
  function point_rows(box, trace, step) {
    const cursor = box.querySelector(".cell-cursor");
    cursor.hidden = step < 0;
    if (step < 0) return;
    cursor.style.insetInlineStart = `${(100 * step) / Math.max(1, trace.T)}%`;
    const words = box.querySelector(".cell-words").children;
    for (const word of words) word.classList.toggle("is-current", word === words[step]);
    const { left, right } = cursor.getBoundingClientRect();
    const frame = box.querySelector(".cell-over").getBoundingClientRect();
    const seen = box.getBoundingClientRect();
    const start = seen.left + box.querySelector(".cell-row-name").offsetWidth;
    if (left < start || right > seen.right)
      box.scrollTo({ left: left - frame.left - (seen.right - start) / 2 });
  }

  /* The column under the pointer. */
  function column_under(event, trace) {
    const words = event.target.closest(".cell-grid")?.querySelector(".cell-words");
    if (!words || !trace.T) return null;
    const { left, width } = words.getBoundingClientRect();
    const step = Math.floor(((event.clientX - left) / width) * trace.T);
    return step >= 0 && step < trace.T ? step : null;
  }

  /* The same values as a table, for those who read rather than look; filled when it is open. */
  function fill_cell_table(fold, cell, unit) {
    if (!fold.open) return;
    const { trace } = cell;
    const rows = trace.words.map(({ text, token }, step) => {
      const values = Object.keys(LETTERS).map((state) =>
        unrolled.number_text(trace.value(state, step, unit))
      );
      const row = document.createElement("tr");
      [step + 1, text, token.is_known ? "known" : "unknown", ...values].forEach((value, place) => {
        const made = document.createElement(place === 1 ? "th" : "td");
        if (place === 1) Object.assign(made, { scope: "row", dir: "auto" });
        made.textContent = value;
        row.append(made);
      });
      return row;
    });
    fold.querySelector("tbody").replaceChildren(...rows);
  }

  Object.assign(unrolled, {
    fit_rows, lie_or_stand, colour_rows, point_rows, column_under, fill_cell_table,
  });
})();
