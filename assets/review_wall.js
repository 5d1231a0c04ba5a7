/* A wall of reviews (components/review_wall.py): drawn once per answer, coloured by the neuron and
   the scale that are chosen, sorted on request. What was typed lives behind the # of the address,
   packed: it can be longer than an address that a server is asked for. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const MARK = "#wall=";
  const LONGEST_LINK = 64000, LONGEST_TEXT = 200000;
  const TOO_LONG = "Too long for a link: the link holds the rest of this page only.";
  const UNREADABLE = "The reviews in the link cannot be read; these are ours.";
  const views = new WeakMap();

  function view_of(plan) {
    const root = document.getElementById(plan.wall);
    if (root && !views.has(root)) views.set(root, begin(root, plan));
    return root && views.get(root);
  }

  function begin(root, plan) {
    root.addEventListener("click", (event) => {
      const button = event.target.closest(".wall-open");
      if (button) open(plan, views.get(root).rows[Number(button.dataset.row)]);
    });
    return { root, plan, rows: [], asked: null, initial: null, note: "" };
  }

  /* What the server is to read: what the link holds when the page opens, else what was typed. */
  async function ask_for_wall(plan, typed) {
    const view = view_of(plan);
    if (!view) return clientside.no_update;
    let text = typed || "";
    if (view.initial === null) {
      view.initial = text;
      text = await from_link(view, text);
      if (text !== view.initial) clientside.set_props(plan.reviews, { value: text });
    } else await into_link(view, text);
    if (text === view.asked) return clientside.no_update;
    view.asked = text;
    return text;
  }

  async function from_link(view, otherwise) {
    if (!window.location.hash.startsWith(MARK)) return otherwise;
    try {
      return await unpack(window.location.hash.slice(MARK.length));
    } catch (damaged) {
      view.note = UNREADABLE;
      return otherwise;
    }
  }

  async function into_link(view, text) {
    view.note = "";
    const packed = text === view.initial ? "" : await pack(text.slice(0, LONGEST_TEXT));
    const is_long = packed.length > LONGEST_LINK;
    if (is_long) view.note = TOO_LONG;
    const hash = packed && !is_long ? MARK + packed : "";
    const { pathname, search } = window.location;
    if (hash || window.location.hash.startsWith(MARK))
      window.history.replaceState(window.history.state, "", pathname + search + hash);
  }

  const through = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

  async function pack(text) {
    const stream = through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  /* Links are written by anyone: stop as soon as there is more than a wall can hold. */
  async function unpack(packed) {
    if (packed.length > LONGEST_LINK) throw new Error("too long");
    const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const reader = through(bytes, new DecompressionStream("deflate-raw"))
      .pipeThrough(new TextDecoderStream("utf-8", { fatal: true }))
      .getReader();
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      if (text.length > LONGEST_TEXT) throw new Error("too long");
    }
    return text;
  }

  /* `neuron`: its name, "1" to "10" or "output"; `scale`: see heat_range in trace.js. */
  function show_wall(plan, answer, neuron, scale, order) {
    const view = view_of(plan);
    if (!view || !answer) return;
    if (view.answer !== answer) draw(view, answer);
    colour(view, String(neuron), scale);
    sort(view, order);
  }

  /* A control of the wall and what the page has chosen say the same; the one that moved leads.
     A control that was set repeats its value a little later, and by then it may be an old one:
     only what it says when it was not set just now is the visitor's choice. */
  const ECHO = 1000; // ms
  const was_set = {};

  function choose_alike(on_wall, on_page) {
    const { no_update, callback_context } = clientside;
    const [wall] = callback_context.inputs_list;
    const moved = callback_context.triggered.map((entry) => entry.prop_id);
    const is_wall = on_wall && moved.length === 1 && moved[0] === `${wall.id}.${wall.property}`;
    if (on_wall === String(on_page)) return [no_update, no_update];
    if (is_wall && !(Date.now() - was_set[wall.id] < ECHO)) return [no_update, on_wall];
    was_set[wall.id] = Date.now();
    return [String(on_page), no_update];
  }

  function draw(view, answer) {
    const { low, high, neurons, reviews, remarks } = answer;
    view.answer = answer;
    view.root.dataset.state = reviews.length ? "read" : "empty";
    view.rows = reviews.map((review, place) =>
      row_of(unrolled.read_trace({ ...review, low, high, neurons }), place)
    );
    const said = view.root.querySelector(".wall-said");
    said.textContent = [summary(reviews), ...remarks, view.note].filter(Boolean).join(" ");
  }

  function summary(reviews) {
    if (!reviews.length) return "No review yet: type or paste some, one per line.";
    const positive = reviews.filter(({ verdict }) => verdict.endsWith("positive")).length;
    const counted = `${reviews.length} ${reviews.length === 1 ? "review" : "reviews"}`;
    return `${counted}: ${positive} called positive, ${reviews.length - positive} negative.`;
  }

  const element = (...given) => unrolled.element(...given);

  function row_of(trace, place) {
    const { probability, verdict, text } = trace.answer;
    const item = element("li", "wall-review");
    const answer = element("div", "wall-answer");
    const bar = element("span", "wall-bar");
    const fill = element("span", "wall-fill");
    fill.style.inlineSize = trace.T ? `${100 * probability}%` : "0";
    bar.append(fill);
    const open = element("button", "wall-open", "look inside");
    Object.assign(open, { type: "button", title: "Put this review into the box at the top" });
    open.dataset.row = place;
    const number = trace.T ? probability.toFixed(2) : "\u2013";
    const said = element("span", "wall-word", trace.T ? verdict.split(",")[0] : "no word to read");
    said.title = verdict;
    answer.append(
      element("span", "wall-place", `${place + 1}`),
      element("span", "wall-number live-number", number),
      bar,
      said,
      open
    );
    const written = element("p", "wall-text");
    written.dir = "auto";
    item.append(answer, written);
    return { trace, text, probability, place, item, spans: unrolled.draw_token_text(written, trace) };
  }

  function colour(view, name, scale) {
    const { root, answer, rows } = view;
    const neuron = name === "output" ? answer.neurons - 1 : Number(name) - 1;
    const spoken = name === "output" ? "the output neuron" : `neuron ${name}`;
    for (const { trace, spans } of rows) {
      const range = unrolled.heat_range(trace, neuron, scale);
      unrolled.colour_token_text(spans, trace, neuron, range, spoken);
    }
    const ends = root.querySelectorAll(".heat-legend-words > span");
    const [low, high] = unrolled.heat_range({ answer, words: [] }, neuron, scale);
    const words = scale === "review" ? ["its lowest", "middle", "its highest"]
      : [low, (low + high) / 2, high].map((value) => unrolled.number_text(value, 2));
    words.forEach((word, place) => (ends[place].textContent = word));
  }

  function sort(view, order) {
    const sign = { positive: -1, negative: 1 }[order];
    const rows = view.rows.slice();
    if (sign) rows.sort((a, b) => sign * (a.probability - b.probability) || a.place - b.place);
    view.root.querySelector(".wall-reviews").replaceChildren(...rows.map(({ item }) => item));
  }

  function open(plan, { text }) {
    clientside.set_props(plan.text, { value: text });
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = document.getElementById(plan.text);
    box?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    box?.focus({ preventScroll: true });
  }

  Object.assign(unrolled, { ask_for_wall, show_wall, choose_alike });
})();
