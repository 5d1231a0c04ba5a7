/* The filters as rows of numbers that one can change, add and remove. They are kept as one text,
   "0.2,0.6,0.2|0;…", in a store: for the server, for presets and for the link. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const PAUSE = 200, MOST = 5, LONGEST = 9;

  const element = (...given) => unrolled.element(...given);

  const written = (filters) => filters.map((filter) => `${filter.slice(0, -1).join(",")}|${filter.at(-1)}`).join(";");

  function keep(view, filters, chosen) {
    clientside.set_props(view.plan.filters, { data: written(filters) });
    if (chosen !== undefined) clientside.set_props(view.plan.filter, { data: chosen });
  }

  /* Rows are made anew only when their number or length changes, so that typing is not disturbed. */
  function draw_filter_rows(view) {
    const place = view.root.querySelector(".filter-rows");
    const { filters } = view.answer;
    const shape = `${filters.length} ${filters[0].length}`;
    if (place.dataset.shape !== shape) {
      place.replaceChildren(...filters.map((filter, number) => filter_row(filter.length, number, filters.length)));
      place.dataset.shape = shape;
    }
    Array.from(place.children).forEach((row, number) => {
      row.classList.toggle("is-chosen", number === view.chosen);
      row.querySelector(".filter-pick").setAttribute("aria-pressed", number === view.chosen);
      row.querySelectorAll("input").forEach((input, k) => {
        if (input !== document.activeElement) input.value = filters[number][k];
      });
    });
    draw_recipes(view);
    const [shorter, longer] = view.root.querySelectorAll("[data-filter]");
    shorter.disabled = view.answer.size <= 1;
    longer.disabled = view.answer.size >= LONGEST;
  }

  function filter_row(length, number, count) {
    const row = element("div", "filter-row");
    row.dataset.number = number;
    row.style.setProperty("--shade", `var(--filter-${number + 1})`);
    const pick = element("button", "filter-pick", `filter ${number + 1}`);
    pick.type = "button";
    row.append(pick);
    for (let k = 0; k < length; k++) {
      const is_bias = k === length - 1;
      const input = Object.assign(element("input", is_bias ? "is-bias" : ""), { type: "number", step: "0.1", min: -1000, max: 1000 });
      input.setAttribute("aria-label", `filter ${number + 1}, ${is_bias ? "bias" : `weight ${k + 1}`}`);
      if (is_bias) row.append(element("span", "filter-plus", "+ b"));
      row.append(input);
    }
    const remove = element("button", "filter-remove", "\u00d7");
    Object.assign(remove, { type: "button", disabled: count === 1, title: "Remove this filter" });
    remove.setAttribute("aria-label", `Remove filter ${number + 1}`);
    row.append(remove);
    return row;
  }

  function draw_recipes(view) {
    const place = view.root.querySelector(".filter-recipes");
    const is_full = view.answer.filters.length >= MOST;
    if (!place.childElementCount)
      for (const [name, , why] of view.answer.recipes) {
        const button = Object.assign(element("button", "preset", name), { type: "button", title: why });
        button.dataset.recipe = name;
        place.append(button);
      }
    for (const button of place.children) button.disabled = is_full;
  }

  function follow_filter_rows(view) {
    const { root } = view;
    let waiting;
    root.querySelector(".filter-rows").addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => type(view), PAUSE);
    });
    root.addEventListener("click", (event) => press(view, event));
  }

  /* A box that is empty or no number yet leaves things as they are. */
  function type(view) {
    const rows = Array.from(view.root.querySelectorAll(".filter-row"), (row) =>
      Array.from(row.querySelectorAll("input"), (input) => input.valueAsNumber));
    const is_whole = rows.flat().every((value) => Math.abs(value) <= 1000);
    if (is_whole) keep(view, rows);
  }

  function press(view, event) {
    const { answer } = view;
    if (!answer) return;
    const filters = answer.filters.map((filter) => [...filter]);
    const row = event.target.closest(".filter-row");
    const number = Number(row?.dataset.number);
    const recipe = event.target.closest("[data-recipe]")?.dataset.recipe;
    const resize = event.target.closest("[data-filter]")?.dataset.filter;
    if (event.target.closest(".filter-pick")) clientside.set_props(view.plan.filter, { data: number + 1 });
    else if (event.target.closest(".filter-remove")) keep(view, filters.filter((_, place) => place !== number), 1);
    else if (recipe) {
      const [, weights] = answer.recipes.find(([name]) => name === recipe);
      keep(view, [...filters, [...weights, 0]], filters.length + 1);
    } else if (resize) keep(view, filters.map((filter) => resized(filter, resize)));
  }

  /* One weight more or less, in turn at the end and at the beginning, so that the middle stays. */
  function resized(filter, resize) {
    const weights = filter.slice(0, -1), bias = filter.at(-1);
    const is_odd = weights.length % 2 === 1;
    if (resize === "longer") is_odd ? weights.push(0) : weights.unshift(0);
    else is_odd ? weights.shift() : weights.pop();
    return [...weights, bias];
  }

  Object.assign(unrolled, { draw_filter_rows, follow_filter_rows });
})();
