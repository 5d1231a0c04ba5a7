/* Sentences as tokens, word index and table (components/token_stage.py), all drawn from one answer
   (core/token_answer.py). A word has one hue wherever it appears; the echo does the rest. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();

  const GOLDEN = 137.508; // degrees: neighbouring ids get hues far apart
  const SHOWN = 6; // numbers of a vector that are written out
  const MINUS = "\u2212", NOTHING = "\u2013";

  const count = (number) => number.toLocaleString("en");
  const several = (number, what) => `${count(number)} ${what}${number === 1 ? "" : "s"}`;

  const element = (...given) => unrolled.element(...given);
  const live = (...given) => unrolled.live(...given);

  /* `plan`: ids of the stage and of the controls that hold the word and the sentence looked at. */
  function show_tokens(plan, answer) {
    const root = document.getElementById(plan.stage);
    if (!root || !answer) return;
    const view = views.get(root) || begin(root, plan);
    live("tokens-missing", answer.missing || "");
    if (answer.missing) return; // the last table stays until the choice makes sense again
    Object.assign(view, read(answer));
    root.closest(".page").dataset.words = answer.source;
    root.dataset.state = view.tokens.length ? "read" : "empty";
    draw_text(view);
    draw_index(view);
    unrolled.draw_token_grid(root.querySelector(".token-grid"), view);
    say(view);
    view.held = Math.max(0, Math.min(view.held, view.tokens.length - 1));
    point(view, view.held);
  }

  function read(answer) {
    const ids = unrolled.read_numbers(answer.ids), word_of = unrolled.read_numbers(answer.word_of);
    const pieces = unrolled.read_pieces(answer);
    let end = 0, number = 0;
    for (const piece of pieces) {
      piece.start = end;
      end += Array.from(piece.text).length;
      piece.end = end;
      if (piece.token) piece.number = number++;
    }
    const tokens = pieces.filter((piece) => piece.token);
    tokens.forEach((piece, place) => {
      const listed = word_of[place];
      Object.assign(piece, { id: ids[place], listed, word: listed < 0 ? piece.text : answer.words[listed][0] });
    });
    const slots = unrolled.read_numbers(answer.slots), lecture = unrolled.read_numbers(answer.lecture);
    return { answer, pieces, tokens, slots, lecture, lookup: unrolled.read_numbers(answer.lookup) };
  }

  /* The colour and the echo of a word. */
  function tint(place, word, id, is_known) {
    place.dataset.echo = "word " + word;
    place.classList.toggle("is-known", is_known);
    place.classList.toggle("is-unknown", !is_known);
    place.style.setProperty("--hue", (id * GOLDEN) % 360);
  }

  function begin(root, plan) {
    const view = { root, plan, held: 0 };
    views.set(root, view);
    const text = root.querySelector(".token-typed");
    root.addEventListener("pointerover", (event) => hover(view, event));
    root.addEventListener("pointerleave", () => view.tokens && point(view, view.held));
    root.addEventListener("click", (event) => choose(view, event));
    text.addEventListener("keydown", (event) => step_by_key(view, event));
    return view;
  }

  /* One block per line, so that each finds its own direction. */
  function draw_text(view) {
    const lines = [element("div", "token-line")];
    const cut = cut_tokens(view);
    view.spans = [];
    for (const piece of view.pieces) {
      if (!piece.token) {
        piece.text.split("\n").forEach((part, place) => {
          if (place) lines.push(element("div", "token-line"));
          lines.at(-1).append(part);
        });
        continue;
      }
      const span = element("span", "token word-tint", piece.text);
      tint(span, piece.word, piece.id, piece.token.is_known);
      span.classList.toggle("is-cut", cut.has(piece.number));
      span.dataset.token = piece.number;
      view.spans.push(span);
      lines.at(-1).append(span);
    }
    lines.forEach((line) => (line.dir = "auto"));
    view.root.querySelector(".token-typed").replaceChildren(...lines);
  }

  /* Tokens of the sentences shown that have no slot. */
  function cut_tokens(view) {
    const kept = new Set(view.slots);
    const cut = new Set();
    for (const [first, after] of view.answer.lines)
      for (let number = first; number < after; number++) if (!kept.has(number)) cut.add(number);
    return cut;
  }

  function draw_index(view) {
    const { answer } = view;
    const unknown = answer.size;
    const items = [];
    answer.words.forEach(([word, id, times], place) => {
      const is_known = id !== unknown;
      const before = place ? answer.words[place - 1][1] : 0;
      if (!is_known && before !== unknown)
        items.push(element("li", "index-limit", `no id of their own, read as ${unknown}:`));
      const item = element("li", "word-tint");
      tint(item, word, id, is_known);
      item.dataset.word = word;
      const name = element("bdi", "", word);
      item.append(element("b", "", is_known ? count(id) : count(unknown)), name, element("small", "", `×${times}`));
      items.push(item);
    });
    const more = answer.different - answer.words.length;
    if (more > 0) items.push(element("li", "index-limit", `and ${count(more)} more`));
    view.root.querySelector(".word-index").replaceChildren(...items);
  }

  function say(view) {
    const { answer, tokens } = view;
    const unknown = tokens.filter(({ token }) => !token.is_known).length;
    const shown = answer.lines.length;
    const padding = view.slots.filter((slot) => slot < 0).length, cut = cut_tokens(view).size;
    const first = answer.sentences > shown ? `the first ${shown} of ${count(answer.sentences)} sentences; ` : "";
    live("said-tokens", `${several(tokens.length, "token")} in ${several(answer.sentences, "sentence")}`);
    live("said-words", `${several(answer.different, "different word")}, ${count(answer.different - answer.known)} without an id; V = ${count(answer.size)}`);
    live("said-table", `${first}${count(answer.sentences)} × ${answer.length}: ${count(cut)} cut, ${count(padding)} padded, ${count(unknown)} unknown`);
  }

  /* Show one token everywhere; -1 for none. */
  function point(view, number) {
    view.current?.classList.remove("is-current");
    const piece = view.tokens[number];
    view.shown = piece ? number : -1;
    view.current = view.spans[number];
    view.current?.classList.add("is-current");
    live("token", piece ? piece.text : NOTHING);
    if (!piece) {
      ["token-place", "token-id", "token-count"].forEach((name) => live(name, ""));
    } else {
      const times = piece.listed < 0 ? "" : `×${view.answer.words[piece.listed][2]}`;
      live("token-place", `characters ${count(piece.start)}–${count(piece.end)}, token ${count(number + 1)} of ${count(view.tokens.length)}`);
      live("token-id", piece.token.is_known ? `id ${count(piece.id)}` : `no id: read as ${count(piece.id)}, “unknown”`);
      live("token-count", times);
    }
    look_up(view, piece);
  }

  /* The formula with the numbers of this token. */
  function look_up(view, piece) {
    const { answer } = view;
    const N = count(answer.sentences), T = answer.length, E = answer.width, R = count(answer.rows);
    live("lookup-shapes", `(${N}, ${T}) \u2192 (${N}, ${T}, ${E}), from a table of ${R} × ${E}`);
    live("lookup-parameters", `${R} · ${E} = ${count(answer.rows * E)}`);
    const row = piece && piece.listed >= 0 ? piece.listed : answer.words.length; // the last: padding
    const id = piece ? piece.id : 0;
    const digits = answer.is_trained ? 2 : 3;
    const numbers = Array.from({ length: Math.min(E, SHOWN) }, (_, place) =>
      (view.lookup[row * E + place] / answer.per).toFixed(digits).replace("-", MINUS));
    live("lookup-id", count(id));
    live("lookup-onehot", onehot(id, answer.rows));
    live("lookup-vector", `(${numbers.join("; ")}${E > SHOWN ? "; \u2026" : ""})`);
  }

  /* (0 0 1 0 …): the one at its place as far as there is room. */
  function onehot(id, rows) {
    if (rows <= 16) return `(${Array.from({ length: rows }, (_, place) => (place === id ? 1 : 0)).join(" ")})`;
    return `(0 \u2026 0 1 0 \u2026 0), the 1 at place ${count(id)}`;
  }

  const token_at = (view, event) => {
    const place = event.target.closest?.("[data-token]");
    return place && view.tokens?.[Number(place.dataset.token)] ? Number(place.dataset.token) : -1;
  };

  function hover(view, event) {
    const number = token_at(view, event);
    if (number >= 0 && number !== view.shown) point(view, number);
  }

  /* A click keeps the token and asks for the neighbours of its word. */
  function choose(view, event) {
    const row = event.target.closest("[data-line]");
    if (row) clientside.set_props(view.plan.line, { value: Number(row.dataset.line) });
    const word = event.target.closest("[data-word]")?.dataset.word;
    if (word) return clientside.set_props(view.plan.word, { value: word });
    const number = token_at(view, event);
    if (number >= 0) hold(view, number);
  }

  function hold(view, number) {
    view.held = number;
    point(view, number);
    clientside.set_props(view.plan.word, { value: view.tokens[number].word });
  }

  function step_by_key(view, event) {
    if (!view.tokens?.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const is_mirrored = view.current && getComputedStyle(view.current.parentElement).direction === "rtl";
    const on = is_mirrored ? -1 : 1;
    const last = view.tokens.length - 1;
    const targets = { ArrowRight: view.held + on, ArrowLeft: view.held - on, Home: 0, End: last };
    if (!(event.key in targets)) return;
    event.preventDefault();
    hold(view, Math.max(0, Math.min(last, targets[event.key])));
  }

  Object.assign(unrolled, { show_tokens, tint });
})();
