/* The next word (components/next_word_stage.py): the server has read the text and, when asked, has
   written forty words after it; colouring, stepping and taking words happens here. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();
  const live = (name, text) => unrolled.live(name, text);
  const element = (...given) => unrolled.element(...given);
  const percent = (p) => (p >= 0.0995 ? (100 * p).toFixed(0) : p >= 0.001 ? (100 * p).toFixed(1) : "<0.1") + "\u202f%";
  const HOT = 12; // bits from which a word is as red as it gets
  const COLUMNS = 48; // words of the map of the memory, the last ones
  const MARKS = { "\u25a0": "(the end)" };
  const FAR_BACK = 50;
  const SETTLED = 400; // ms, longer than the box waits for more to be typed

  /* `plan`: ids of the whole, the box, the player. Returns the map of the memory. */
  function show_next_word(plan, reading, writing, figure) {
    const root = document.getElementById(plan.whole);
    if (!root || !reading) return clientside.no_update;
    const view = views.get(root) || begin(root, plan);
    const missing = reading.missing || writing?.missing || "";
    live("problem", missing);
    if (reading.missing) return clientside.no_update;
    const is_current = writing && !writing.missing && writing.after === reading.text && writing !== view.spent;
    const is_new = is_current && view.writing !== writing;
    Object.assign(view, { reading, writing: is_current ? writing : null });
    root.dataset.state = is_current ? "writing" : "read";
    draw_text(view);
    const count = view.writing ? view.writing.steps.length : 0;
    view.player.set_count(count);
    if (is_new && count) start(view);
    show(view);
    return memory_map(view, figure);
  }

  function start(view) {
    view.player.pause();
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return view.player.go(1e6);
    view.player.go(0);
    view.player.play();
  }

  function begin(root, plan) {
    const player = unrolled.step_player(document.getElementById(plan.player));
    const view = { root, plan, player, held: -1, past: [], text: root.querySelector(".next-text") };
    views.set(root, view);
    player.element.addEventListener("step", () => view.writing && show(view));
    root.addEventListener("click", (event) => {
      const word = event.target.closest(".next-bars button");
      if (word) return take(view, word.dataset.piece, shown_steps(view));
      const button = event.target.closest("[data-next]");
      if (button) return DEEDS[button.dataset.next](view);
      const token = event.target.closest(".next-text .token");
      if (token) point(view, Number(token.dataset.step));
    });
    document.getElementById(plan.whole).querySelector(`[id$="-one"]`)
      .addEventListener("click", () => take_drawn(view));
    view.text.addEventListener("pointermove", (event) => {
      const token = event.target.closest(".token");
      if (token) point(view, Number(token.dataset.step));
    });
    view.text.addEventListener("keydown", (event) => go_by_key(view, event));
    document.getElementById(plan.text)
      .addEventListener("input", () => window.clearTimeout(view.settling));
    return view;
  }

  const DEEDS = {
    keep: (view) => take(view, "", shown_steps(view)),
    clear: (view) => put(view, ""),
    back: (view) => {
      const before = view.past.pop();
      if (before !== undefined) put(view, before, false);
    },
  };

  const shown_steps = (view) => (view.writing ? view.player.step + 1 : 0);

  function written(view, count) {
    return (view.writing?.steps || []).slice(0, count).map((step) => step.piece).join("");
  }

  /* The next word as the dice have it: of the last word shown. */
  function take_drawn(view) {
    if (!view.reading) return;
    const { drawn } = coming(view);
    if (!drawn[1]) return live("written", "The dice say: the review ends here. Type on, or change the seed.");
    take(view, drawn[1], shown_steps(view));
  }

  /* Let the text end with the words written so far and one more. */
  function take(view, piece, steps) {
    view.player.pause();
    const text = view.reading.text;
    const added = written(view, steps) + piece;
    put(view, text.trim() ? text.replace(/\s+$/, "") + added : added.trimStart());
  }

  function put(view, text, is_kept = true) {
    const before = view.reading ? view.reading.text : "";
    if (is_kept && before !== text) view.past = [...view.past.slice(-FAR_BACK), before];
    view.spent = view.writing;
    view.root.querySelector('[data-next="back"]').disabled = !view.past.length;
    clientside.set_props(view.plan.text, { value: text });
    window.clearTimeout(view.settling);
    view.settling = window.setTimeout(settle, SETTLED, view, text);
  }

  /* The box repeats what it was given once its pause for typing is over; where two texts were put
     into it within that pause, it repeats the first and forgets the second. Typing goes before. */
  function settle({ plan }, text) {
    const shown = window.dash_component_api.getLayout(plan.text)?.props.value;
    if (shown !== undefined && shown !== text) clientside.set_props(plan.text, { value: text });
  }

  const coming = (view) => {
    const steps = shown_steps(view);
    return steps ? view.writing.steps[steps - 1].next : view.reading.next;
  };

  function draw_text(view) {
    const { reading, writing, text } = view;
    const points = reading.text;
    const drawn = document.createDocumentFragment();
    view.spans = [];
    let place = 0;
    const letters = Array.from(points); // offsets count characters, not code units
    const slice = (start, end) => letters.slice(start, end).join("");
    if (reading.unread) {
      const first = reading.tokens[0][0];
      const stretch = element("span", "not-read", slice(0, first));
      stretch.dataset.label = `${reading.unread.toLocaleString("en")} words not read: `;
      drawn.append(stretch);
      place = first;
    }
    reading.tokens.forEach(([start, end, is_known, bits]) => {
      drawn.append(slice(place, start), token(view, slice(start, end), bits, is_known ? "" : "is-unknown"));
      place = end;
    });
    drawn.append(slice(place));
    view.typed = view.spans.length;
    for (const step of writing?.steps || []) {
      const space = step.piece.startsWith(" ") ? " " : "";
      const span = token(view, step.piece.trimStart(), step.bits, "is-written");
      const gap = document.createTextNode(space);
      span.gap = gap;
      drawn.append(gap, span);
    }
    text.replaceChildren(drawn);
    if (!view.spans.length) text.append(element("span", "next-nothing", "Nothing yet: it begins a new review."));
    view.held = view.spans.length - 1;
  }

  function token(view, word, bits, marked) {
    const level = 16 + Math.round(16 * Math.min(1, Math.max(0, bits / HOT)));
    const span = element("span", `token heat-${level} ${marked}`.trim(), word);
    span.dataset.step = view.spans.length;
    view.spans.push(span);
    return span;
  }

  function show(view) {
    const { reading, writing } = view;
    const steps = shown_steps(view);
    view.spans.forEach((span, place) => {
      const is_ahead = place >= view.typed + steps;
      span.hidden = is_ahead;
      if (span.gap) span.gap.data = is_ahead ? "" : span.gap.data || (writing.steps[place - view.typed].piece.startsWith(" ") ? " " : "");
    });
    draw_bars(view);
    live("mean-bits", reading.bits === null ? "\u2013" : reading.bits.toFixed(2));
    live("perplexity", reading.perplexity === null ? "\u2013" : reading.perplexity.toFixed(1));
    live("unknown", unknown_said(reading));
    live("written", written_said(writing, steps));
    point(view, view.typed + steps - 1);
  }

  function unknown_said({ tokens, unknown }) {
    if (!unknown) return "";
    if (unknown === tokens.length)
      return "It knows none of these words: it has only ever read English reviews. All it has seen is so many unknown words.";
    return `Here ${unknown} of ${tokens.length}.`;
  }

  function written_said(writing, steps) {
    if (!writing) return "";
    if (!writing.steps.length) return "The dice say: the review ends here. Change the seed, or type on.";
    if (steps === writing.steps.length && writing.is_over) return "It ended the review here.";
    return "";
  }

  function draw_bars(view) {
    const { bars, unknown, others, possible, bits } = coming(view);
    const longest = Math.max(...bars.map(([, , p, q]) => Math.max(p, q)), 1e-9);
    const rows = bars.map(([word, piece, p, q]) => {
      const item = element("li");
      const button = element("button", "next-bar-row");
      button.type = "button";
      button.dataset.piece = piece;
      button.disabled = !piece;
      const name = element("bdi", "next-bar-word", MARKS[word] || word);
      const track = element("span", "next-bar-track");
      for (const [share, kind] of [[p, "is-p"], [q, "is-q"]]) {
        const bar = element("span", `next-bar-fill ${kind}`);
        bar.style.inlineSize = `${(100 * share) / longest}%`;
        track.append(bar);
      }
      button.append(name, track, element("span", "next-bar-number", percent(p)), element("span", "next-bar-number is-q", q ? percent(q) : "0"));
      button.setAttribute("aria-label", `Take \u201c${MARKS[word] || word}\u201d: p ${percent(p)}, drawn with ${q ? percent(q) : "0"}`);
      item.append(button);
      return item;
    });
    const list = view.root.querySelector(".next-bars");
    const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
    list.replaceChildren(...rows);
    if (focused >= 0) list.children[focused]?.querySelector("button").focus();
    live("rest", `All other words ${percent(others)}; a word it does not know ${percent(unknown)}, never drawn. ` +
      `${possible.toLocaleString("en")} ${possible === 1 ? "word" : "words"} may be drawn. Undecided by ${bits.toFixed(1)} bits.`);
  }

  function point(view, place) {
    const { reading, writing, spans } = view;
    spans[view.held]?.classList.remove("is-current");
    view.held = Math.min(place, spans.length - 1);
    const span = spans[view.held];
    if (!span) return live("pointed", "\u2013");
    span.classList.add("is-current");
    const words = said_of(reading.tokens[view.held], writing?.steps[view.held - view.typed], span.textContent);
    live("pointed", words);
  }

  function said_of(token, step, word) {
    if (!token) return `\u201c${word}\u201d: written by it, ${step.bits.toFixed(1)} bits.`;
    const [, , is_known, bits, rank, [expected, p]] = token;
    const among = Math.round(2 ** bits).toLocaleString("en");
    const hoped = `It expected \u201c${MARKS[expected] || (expected === "\u2026" ? "a word it does not know" : expected)}\u201d most, with ${percent(p)}.`;
    return `\u201c${word}\u201d${is_known ? "" : ", a word it does not know"}: ${bits.toFixed(1)} bits, 1 in ${among}, place ${rank} of its list. ${hoped}`;
  }

  function go_by_key(view, event) {
    const on = getComputedStyle(view.text).direction === "rtl" ? -1 : 1;
    const last = view.typed + shown_steps(view) - 1;
    const places = { ArrowRight: view.held + on, ArrowLeft: view.held - on, Home: 0, End: last };
    if (!(event.key in places) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    point(view, Math.max(0, Math.min(last, places[event.key])));
    live("spoken", view.root.querySelector('[data-live="pointed"]').textContent);
  }

  function memory_map({ reading, writing }, figure) {
    const letters = Array.from(reading.text);
    const words = [...reading.tokens.map(([start, end]) => letters.slice(start, end).join("")), ...(writing?.steps || []).map((step) => step.word)];
    const heat = [...reading.heat, ...(writing?.heat || [])];
    const first = Math.max(0, words.length - COLUMNS);
    const shown = heat.slice(first);
    const names = words.slice(first);
    const z = reading.units.map((_, row) => shown.map((held) => held[row] / 100));
    const [cells] = figure.data;
    const axis = { ...figure.layout.xaxis, tickmode: "array", tickvals: names.map((_, t) => t), ticktext: names.map((word) => word.slice(0, 14)), type: "linear" };
    const data = { ...cells, z, x: names.map((_, t) => t), y: reading.units.map(String), customdata: reading.units.map(() => names) };
    return { ...figure, data: [data], layout: { ...figure.layout, xaxis: axis } };
  }

  Object.assign(unrolled, { show_next_word });
})();
