/* The vectors of words: rows of colours, the map, the list of neighbours (components/word_map.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();

  const FINE = 10000, PLACE = 1000, TRAIL = 12, LISTED = 24;
  const NOTHING = "\u2013";

  const element = (...given) => unrolled.element(...given);
  const live = (...given) => unrolled.live(...given);

  function view_of(plan) {
    const root = document.getElementById(plan.map);
    if (!root) return null;
    if (!views.has(root)) views.set(root, begin(root, plan));
    return views.get(root);
  }

  function begin(root, plan) {
    const view = { root, plan, trail: [] };
    root.closest(".page").addEventListener("pointerover", (event) => unrolled.point_on_map(plan.picture, event));
    root.addEventListener("click", (event) => {
      const word = event.target.closest("[data-word]")?.dataset.word;
      if (word) clientside.set_props(plan.word, { value: word });
    });
    const rows = root.querySelector(".vector-rows");
    rows.addEventListener("pointermove", (event) => read_cell(view, event));
    rows.addEventListener("pointerdown", (event) => read_cell(view, event));
    root.querySelector(".vector-table").addEventListener("toggle", () => fill_table(view));
    return view;
  }

  /* -- rows of colours -- */

  function show_vectors(plan, mine, line) {
    const view = view_of(plan);
    if (!view || !mine) return;
    view.line = line;
    if (view.mine === mine) return;
    Object.assign(view, { mine, vectors: unrolled.read_numbers(mine.vectors) });
    const rows = Array.from({ length: mine.heated }, (_, place) => vector_row(view, place));
    view.root.querySelector(".vector-rows").replaceChildren(...rows);
    const [low, , high] = view.root.querySelectorAll(".vector-legend .heat-legend-words > span");
    low.textContent = unrolled.number_text(-mine.largest, 2);
    high.textContent = unrolled.number_text(mine.largest, 2);
    const first = mine.different > mine.heated ? `the first ${mine.heated} of ${mine.different} words, ` : "";
    live("said-vectors", `${first}${mine.heated} × ${mine.width}`);
    live("vector-read", "Point at a cell to read its number.");
    fill_table(view);
  }

  function vector_row(view, place) {
    const { mine } = view;
    const row = element("div", "vector-row");
    const name = element("button", "vector-word");
    Object.assign(name, { type: "button", title: "List its neighbours" });
    name.dataset.word = mine.words[place];
    name.dataset.echo = "word " + mine.words[place];
    name.classList.toggle("is-unknown", !mine.known[place]);
    name.append(element("bdi", "", mine.words[place]));
    const cells = element("div", "vector-cells");
    const range = [-mine.largest, mine.largest];
    for (let number = 0; number < mine.width; number++)
      cells.append(element("i", unrolled.heat_class(value(view, place, number), range)));
    row.append(name, cells);
    return row;
  }

  const value = (view, place, number) => view.vectors[place * view.mine.width + number] / FINE;

  function read_cell(view, event) {
    const cells = event.target.closest(".vector-cells");
    if (!cells || !view.mine) return;
    const { left, width } = cells.getBoundingClientRect();
    const number = Math.floor(((event.clientX - left) / width) * view.mine.width);
    const place = Array.from(view.root.querySelectorAll(".vector-cells")).indexOf(cells);
    if (number < 0 || number >= view.mine.width || place < 0) return;
    const unknown = view.mine.known[place] ? "" : " (the row of every unknown word)";
    live("vector-read", `${view.mine.words[place]}${unknown}: number ${number + 1} of ${view.mine.width} is ${unrolled.number_text(value(view, place, number))}`);
  }

  function fill_table(view) {
    const fold = view.root.querySelector(".vector-table");
    if (!fold.open || !view.mine) return;
    const rows = Array.from({ length: view.mine.heated }, (_, place) => {
      const row = element("tr");
      const name = Object.assign(element("th", "", view.mine.words[place]), { scope: "row", dir: "auto" });
      row.append(name);
      for (let number = 0; number < view.mine.width; number++)
        row.append(element("td", "", unrolled.number_text(value(view, place, number))));
      return row;
    });
    fold.querySelector("tbody").replaceChildren(...rows);
  }

  /* -- neighbours -- */

  function show_neighbours(plan, near) {
    const view = view_of(plan);
    if (!view || !near) return;
    live("near-word", near.word || NOTHING);
    live("near-said", near.said);
    view.root.querySelector(".near-list").replaceChildren(...near.near.map(neighbour));
    leave_trail(view, near.word);
  }

  function neighbour([word, cosine]) {
    const item = element("li");
    const button = element("button", "near-word");
    button.type = "button";
    button.dataset.word = word;
    button.dataset.echo = "word " + word;
    button.style.setProperty("--near", `${100 * Math.max(0, cosine)}%`);
    button.append(element("bdi", "", word), element("span", "live-number", unrolled.number_text(cosine)));
    item.append(button);
    return item;
  }

  /* The words walked through, so that one finds the way back. */
  function leave_trail(view, word) {
    if (!word || view.trail.at(-1) === word) return;
    view.trail = [...view.trail.filter((other) => other !== word), word].slice(-TRAIL);
    const steps = view.trail.slice(0, -1).map((other) => {
      const button = element("button", "preset", other);
      button.type = "button";
      button.dataset.word = other;
      return button;
    });
    view.root.querySelector(".near-trail").replaceChildren(...steps);
  }

  /* -- the map -- */

  function points(packed) {
    const numbers = unrolled.read_numbers(packed);
    const x = [], y = [];
    for (let place = 0; place < numbers.length; place += 2) {
      x.push(numbers[place] / PLACE);
      y.push(numbers[place + 1] / PLACE);
    }
    return { x, y };
  }

  const pick = ({ x, y }, places) => ({ x: places.map((p) => x[p]), y: places.map((p) => y[p]) });

  function map_figure(plan, cloud, mine, near, line, figure) {
    if (!view_of(plan) || !cloud || !mine || !near) return clientside.no_update;
    const all = points(cloud.places), own = points(mine.places);
    const path = (mine.lines[Number(line) - 1] || []).slice(0, 60);
    const label = (place) => mine.words[place] + (mine.known[place] ? "" : " (unknown)");
    const around = near.near.length ? points(near.places) : { x: [], y: [] };
    const rest = near.near.map((_, place) => place + 1);
    const filled = [
      { ...all, hovertext: cloud.words },
      { ...pick(all, cloud.landmarks), hovertext: cloud.landmarks.map((place) => cloud.words[place]) },
      { ...pick(own, path), hovertext: path.map(label) },
      { ...pick(around, rest), hovertext: near.near.map(([word]) => word) },
      { ...pick(around, near.near.length ? [0] : []), hovertext: near.near.length ? [near.word] : [] },
    ];
    unrolled.label_apart(filled, [4, 2, 3, 1], document.getElementById(plan.picture));
    say_path(mine, path, line);
    const percent = (share) => `${(100 * share).toFixed(0)} % of the spread`;
    const layout = { ...figure.layout };
    layout.xaxis = { ...layout.xaxis, title: { ...layout.xaxis.title, text: `1st component, ${percent(cloud.shares[0])}` } };
    layout.yaxis = { ...layout.yaxis, title: { ...layout.yaxis.title, text: `2nd component, ${percent(cloud.shares[1])}` } };
    return { ...figure, layout, data: figure.data.map((trace, place) => ({ ...trace, ...filled[place] })) };
  }

  function say_path(mine, path, line) {
    const unknown = path.filter((place) => !mine.known[place]).length;
    const words = path.map((place) => mine.words[place]).slice(0, LISTED).join(" \u2192 ");
    const more = unknown ? ` ${unknown} of its words are unknown and lie on one spot.` : "";
    live("path", path.length ? `Sentence ${line}: ${words}.${more}` : `There is no sentence ${line} with a word in it.`);
  }

  function walk_on_map(plan, clicked) {
    const word = clicked?.points?.[0]?.hovertext?.replace(/ \(unknown\)$/, "");
    if (word) clientside.set_props(plan.word, { value: word });
  }

  Object.assign(unrolled, { show_vectors, show_neighbours, map_figure, walk_on_map });
})();
