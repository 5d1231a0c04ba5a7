/* Trained filters on a text (components/conv_text.py): under every word two halves per filter, the
   right half of one word and the left half of the next make the cell of that pair. So the text
   may wrap, and run from right to left. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();
  const NOTHING = "\u2013", PER = 1000, LONGEST_REST = 400;

  const element = (...given) => unrolled.element(...given);
  const live = (...given) => unrolled.live(...given);

  function show_bigrams(plan, answer) {
    const root = document.getElementById(plan.reading);
    if (!root || !answer) return;
    const view = views.get(root) || begin(root);
    Object.assign(view, { answer, values: unrolled.read_numbers(answer.values), held: [0, 0] });
    view.words = unrolled.read_pieces(answer).filter((piece) => piece.token?.is_read);
    view.count = Math.max(0, view.words.length - answer.size + 1);
    root.dataset.state = view.count ? "read" : "empty";
    draw(view);
    fill_table(view);
    const unread = unrolled.read_pieces(answer).filter((piece) => piece.token && !piece.token.is_read).length;
    const unknown = view.words.filter((piece) => !piece.token.is_known).length;
    live("bigrams-said", `${view.count} pairs; rows: filter 1 to ${answer.filters} from above${unknown ? `, ${unknown} unknown words` : ""}${unread ? `, ${unread} words not read` : ""}`);
    point(view, view.count ? view.held : null);
  }

  function begin(root) {
    const view = { root };
    views.set(root, view);
    const words = root.querySelector(".conv-words");
    const at = (event) => {
      const half = event.target.closest("[data-pair]");
      if (half) point(view, [Number(half.dataset.pair), Number(half.dataset.filter)]);
    };
    words.addEventListener("pointerover", at);
    words.addEventListener("click", at);
    words.addEventListener("keydown", (event) => step_by_key(view, event));
    return view;
  }

  const value = ({ values, answer }, pair, filter) => values[pair * answer.filters + filter] / PER;

  function draw(view) {
    const lines = [element("div", "conv-line")];
    view.halves = new Map();
    let step = 0, block = null;
    for (const { text, token } of unrolled.read_pieces(view.answer)) {
      if (token?.is_read) {
        block = word_block(view, text, token, step++);
        lines.at(-1).append(block);
      } else if (!token && block && !text.includes("\n")) block.firstChild.append(text);
      else {
        text.split("\n").forEach((part, place) => {
          if (place) lines.push(element("div", "conv-line"));
          if (part) lines.at(-1).append(element("span", token ? "is-unread" : "", part.slice(0, LONGEST_REST)));
        });
        block = null;
      }
    }
    lines.forEach((line) => (line.dir = "auto"));
    view.root.querySelector(".conv-words").replaceChildren(...lines);
  }

  function word_block(view, text, token, step) {
    const block = element("span", "conv-word");
    const word = element("span", "conv-word-text");
    word.append(element("span", token.is_known ? "" : "token is-unknown", text));
    block.append(word);
    for (let filter = 0; filter < view.answer.filters; filter++) {
      const row = element("span", "conv-halves");
      row.append(half(view, step - 1, filter), half(view, step, filter));
      block.append(row);
    }
    return block;
  }

  function half(view, pair, filter) {
    if (pair < 0 || pair >= view.count) return element("i");
    const { low, high } = view.answer;
    const made = element("i", unrolled.heat_class(value(view, pair, filter), [low[filter], high[filter]]));
    Object.assign(made.dataset, { pair, filter });
    const key = `${pair} ${filter}`;
    view.halves.set(key, [...(view.halves.get(key) || []), made]);
    return made;
  }

  const words_of = (view, pair) => view.words.slice(pair, pair + view.answer.size).map(({ text }) => text).join(" ");

  function point(view, place) {
    view.lit?.forEach((made) => made.classList.remove("is-current"));
    if (!place) return live("bigram", NOTHING);
    view.held = place;
    const [pair, filter] = place;
    view.lit = view.halves.get(`${pair} ${filter}`) || [];
    view.lit.forEach((made) => made.classList.add("is-current"));
    const { low, high } = view.answer;
    const number = (size) => unrolled.number_text(size, 2);
    live("bigram", `\u201c${words_of(view, pair)}\u201d in filter ${filter + 1}: ${unrolled.number_text(value(view, pair, filter))}. Usual: ${number(low[filter])} to ${number(high[filter])}.`);
  }

  function step_by_key(view, event) {
    if (!view.count || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = view.lit?.[0]?.closest(".conv-line");
    const on = line && getComputedStyle(line).direction === "rtl" ? -1 : 1;
    const [pair, filter] = view.held;
    const targets = {
      ArrowRight: [pair + on, filter], ArrowLeft: [pair - on, filter],
      ArrowDown: [pair, filter + 1], ArrowUp: [pair, filter - 1],
      Home: [0, filter], End: [view.count - 1, filter],
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    const [wanted, row] = targets[event.key];
    point(view, [Math.max(0, Math.min(view.count - 1, wanted)), Math.max(0, Math.min(view.answer.filters - 1, row))]);
  }

  /* The loudest pairs of this text. */
  function fill_table(view) {
    view.answer.here.forEach((ends, filter) =>
      ends.forEach((pairs, end) => {
        const place = view.root.querySelector(`[data-here="${filter}-${end}"]`);
        place?.replaceChildren(...(pairs.length ? pairs.map(chip) : [NOTHING]));
      })
    );
  }

  function chip([words, size]) {
    const made = element("span", "bigram");
    made.dataset.echo = "pair " + words;
    made.append(element("bdi", "", words), element("small", "", unrolled.number_text(size, 2)));
    return made;
  }

  Object.assign(unrolled, { show_bigrams });
})();
