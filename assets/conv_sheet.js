/* A kernel on a series (components/conv_sheet.py): the sheet, its places, dragging. The sums come
   from the server (core/conv_answer.py); the products of the place one looks at are written out
   here. Places are counted from 0. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();

  const MINUS = "\u2212", NOTHING = "\u2013";

  const element = (...given) => unrolled.element(...given);
  const live = (...given) => unrolled.live(...given);

  /* A number as short as it can be said: 0.2, 1, −3.333, 1.2e+6. */
  function short(value) {
    const size = Math.abs(value);
    const written = size >= 100000 ? value.toExponential(1) : String(Number(value.toFixed(size >= 1000 ? 1 : 3)));
    return (written === "-0" ? "0" : written).replace("-", MINUS);
  }

  /* `plan`: ids of the stage, the player, and of the stores of the filters and the chosen one. */
  function show_conv(plan, answer, chosen) {
    const root = document.getElementById(plan.conv);
    if (!root || !answer) return;
    const view = views.get(root) || begin(root, plan);
    if (answer.missing) return show_missing(view, answer.missing);
    const is_new = view.answer !== answer;
    Object.assign(view, { answer, chosen: Math.min(Number(chosen) || 1, answer.filters.length) - 1 });
    root.dataset.state = "read";
    live("series-note", answer.note);
    live("conv-filter", view.chosen + 1);
    draw(view);
    unrolled.draw_filter_rows(view);
    if (is_new) view.player.set_count(answer.starts.length);
    point(view, view.player.step);
  }

  function begin(root, plan) {
    const player = unrolled.step_player(document.getElementById(plan.player));
    const view = { root, plan, player, box: root.querySelector(".conv-box") };
    views.set(root, view);
    player.element.addEventListener("step", ({ detail }) => view.answer && point(view, detail.step));
    view.box.addEventListener("pointerdown", (event) => grasp(view, event));
    view.box.addEventListener("keydown", (event) => step_by_key(view, event));
    view.box.addEventListener("click", (event) => choose(view, event));
    unrolled.follow_filter_rows(view);
    return view;
  }

  function show_missing(view, why) {
    view.answer = undefined;
    view.root.dataset.state = "empty";
    view.root.querySelector(".empty-state p").textContent = why;
    view.player.set_count(0);
    live("series-note", NOTHING);
    live("conv-shape", "");
    ["place", "sum", "turned"].forEach((name) => live("conv-" + name, NOTHING));
  }

  /* -- the sheet -- */

  function draw(view) {
    const { answer, box } = view;
    const [before, after] = answer.zeros;
    view.padded = [...Array(before).fill(0), ...answer.series, ...Array(after).fill(0)];
    view.centre = (place) => answer.starts[place] + Math.floor((answer.size - 1) / 2);
    const grid = element("div", "conv-grid");
    grid.style.setProperty("--columns", view.padded.length);
    grid.append(input_row(view, before), kernel_row(view), products_row(view), ...answer.sums.map((_, filter) => sums_row(view, filter)));
    const focused = box.contains(document.activeElement) && document.activeElement.className.includes("conv-kernel");
    box.replaceChildren(grid);
    if (focused) box.querySelector(".conv-kernel").focus();
    const T = answer.series.length, sums = answer.starts.length, zeros = before + after;
    live("conv-shape", `${T} values${zeros ? ` and ${zeros} zero${zeros > 1 ? "s" : ""}` : ""}, kernel of ${answer.size}, stride ${answer.stride}: ${sums} sum${sums === 1 ? "" : "s"} per filter`);
  }

  function row(name, label, ...cells) {
    const made = element("div", "conv-row " + name);
    made.append(element("span", "conv-name", label), ...cells);
    return made;
  }

  function cell(column, text, name = "") {
    const made = element("span", "conv-cell " + name, text);
    made.style.gridColumn = column + 2;
    return made;
  }

  function input_row(view, before) {
    const T = view.answer.series.length;
    const cells = view.padded.map((value, column) =>
      cell(column, short(value), column < before || column >= before + T ? "is-padding" : ""));
    view.inputs = cells;
    return row("is-input", "X", ...cells);
  }

  function kernel_row(view) {
    const { answer, chosen } = view;
    const kernel = element("span", "conv-kernel");
    Object.assign(kernel, { tabIndex: 0, title: "Drag me, or use the arrow keys" });
    kernel.setAttribute("role", "slider");
    kernel.setAttribute("aria-label", "Kernel");
    kernel.setAttribute("aria-valuemin", 1);
    kernel.setAttribute("aria-valuemax", answer.starts.length);
    kernel.style.setProperty("--size", answer.size);
    kernel.style.setProperty("--shade", `var(--filter-${chosen + 1})`);
    kernel.append(...answer.filters[chosen].slice(0, -1).map((weight) => element("span", "conv-weight", short(weight))));
    view.kernel = kernel;
    return row("is-kernel", "W", kernel);
  }

  function products_row(view) {
    const cells = Array.from({ length: view.answer.size }, () => element("span", "conv-cell is-product"));
    view.products = cells;
    return row("is-products", "X · W", ...cells);
  }

  function sums_row(view, filter) {
    const cells = view.answer.sums[filter].map((value, place) => {
      const made = cell(view.centre(place), short(value), "is-sum");
      made.dataset.place = place;
      made.dataset.filter = filter + 1;
      return made;
    });
    const made = row("is-sums", `Z, filter ${filter + 1}`, ...cells);
    made.style.setProperty("--shade", `var(--filter-${filter + 1})`);
    made.classList.toggle("is-chosen", filter === view.chosen);
    return made;
  }

  /* Lay the kernel on one place: products, sum, formula. */
  function point(view, place) {
    const { answer, chosen, kernel, box } = view;
    const start = answer.starts[place], K = answer.size;
    const weights = answer.filters[chosen].slice(0, -1), bias = answer.filters[chosen].at(-1);
    const under = view.padded.slice(start, start + K);
    kernel.style.gridColumn = `${start + 2} / span ${K}`;
    kernel.setAttribute("aria-valuenow", place + 1);
    kernel.setAttribute("aria-valuetext", `place ${place + 1}, sum ${short(answer.sums[chosen][place])}`);
    view.products.forEach((made, k) => {
      made.style.gridColumn = start + k + 2;
      made.textContent = short(under[k] * weights[k]);
    });
    view.inputs.forEach((made, column) => made.classList.toggle("is-under", column >= start && column < start + K));
    box.querySelectorAll(".is-sum").forEach((made) => {
      const at = Number(made.dataset.place);
      made.classList.toggle("is-current", at === place);
      made.classList.toggle("is-ahead", at > place);
    });
    live("conv-place", `at place ${place + 1}`);
    const terms = under.map((value, k) => `${bracket(value)}·${bracket(weights[k])}`).join(" + ");
    live("conv-sum", `${short(bias)} + ${terms} = ${short(answer.sums[chosen][place])}`);
    live("conv-turned", said_turned(answer, chosen, place));
    keep_in_sight(box, view.inputs[start], view.inputs[start + K - 1]);
  }

  const bracket = (value) => (value < 0 ? `(${short(value)})` : short(value));

  function said_turned(answer, chosen, place) {
    const there = short(answer.turned[chosen][place]);
    const weights = answer.filters[chosen].slice(0, -1);
    const is_symmetric = weights.every((weight, k) => weight === weights[weights.length - 1 - k]);
    return is_symmetric ? `${there}, the same: this kernel reads the same from both ends` : `${there} with (${weights.slice().reverse().map(short).join(", ")})`;
  }

  function keep_in_sight(box, first, last) {
    const name = box.querySelector(".conv-name").offsetWidth;
    const left = first.offsetLeft - name, right = last.offsetLeft + last.offsetWidth;
    if (left < box.scrollLeft || right > box.scrollLeft + box.clientWidth)
      box.scrollLeft = left - (box.clientWidth - name - (right - left - name)) / 2;
  }

  /* -- moving it -- */

  function go(view, place) {
    view.player.pause();
    view.player.go(place);
  }

  /* The pointer holds the kernel at the cell where it was grasped. */
  function grasp(view, event) {
    const kernel = event.target.closest(".conv-kernel");
    if (!kernel || !view.answer || event.button > 0) return;
    event.preventDefault();
    kernel.focus();
    const width = view.inputs[0].offsetWidth;
    const held = event.clientX + view.box.scrollLeft;
    const origin = view.answer.starts[view.player.step];
    const move = ({ clientX }) => {
      const column = origin + (clientX + view.box.scrollLeft - held) / width;
      go(view, Math.round(column / view.answer.stride));
    };
    const let_go = () => {
      window.removeEventListener("pointermove", move);
      kernel.classList.remove("is-held");
    };
    kernel.classList.add("is-held");
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", let_go, { once: true });
    window.addEventListener("pointercancel", let_go, { once: true });
  }

  function step_by_key(view, event) {
    if (!view.answer || !event.target.closest(".conv-kernel") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { step, count } = view.player;
    const targets = {
      ArrowRight: step + 1, ArrowUp: step + 1, ArrowLeft: step - 1, ArrowDown: step - 1,
      Home: 0, End: count - 1, PageUp: step + 5, PageDown: step - 5,
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    go(view, targets[event.key]);
  }

  /* A click on a sum lays that filter there. */
  function choose(view, event) {
    const sum = event.target.closest(".is-sum");
    if (!sum) return;
    clientside.set_props(view.plan.filter, { data: Number(sum.dataset.filter) });
    go(view, Number(sum.dataset.place));
  }

  /* The figure with these points; its looks were made by the server. */
  function conv_figure(answer, figure) {
    if (!answer || answer.missing) return clientside.no_update;
    const [before] = answer.zeros;
    const steps = answer.series.map((_, step) => step + 1);
    const places = answer.starts.map((start) => start - before + (answer.size - 1) / 2 + 1);
    const data = figure.data.map((curve, number) => {
      if (!number) return { ...curve, x: steps, y: answer.series };
      const sums = answer.sums[number - 1];
      return { ...curve, x: sums ? places : [], y: sums || [], showlegend: Boolean(sums) };
    });
    return { ...figure, data };
  }

  Object.assign(unrolled, { show_conv, conv_figure, short_number: short });
})();
