/* A text written out as typed, each word on its heat colour. Drawn from a trace (trace.js). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  /* A longer stretch that was not read is folded: some pieces (words and what is between them) at
     its ends show, the rest on demand. */
  const LONG = 400, SHOWN = 24;

  const count = (number) => number.toLocaleString("en");

  const element = (...given) => unrolled.element(...given);

  /* Draw the text; returns the elements of the words that were read, in their order. */
  function draw_token_text(place, trace) {
    const spans = [];
    const drawn = document.createDocumentFragment();
    for (const run of runs_of(trace.pieces)) {
      if (run.is_unread) {
        drawn.append(unread(run.pieces));
        continue;
      }
      for (const { text, token } of run.pieces) {
        if (!token) {
          drawn.append(text);
          continue;
        }
        const span = element("span", "token", text);
        span.dataset.step = token.step;
        span.classList.toggle("is-unknown", !token.is_known);
        spans.push(span);
        drawn.append(span);
      }
    }
    place.replaceChildren(drawn);
    return spans;
  }

  /* Group the pieces: a stretch from the first to the last of neighbouring unread words. */
  function runs_of(pieces) {
    const runs = [];
    let waiting = [];
    const add = (is_unread, piece) => {
      if (runs.at(-1)?.is_unread !== is_unread) runs.push({ is_unread, pieces: [] });
      runs.at(-1).pieces.push(piece);
    };
    for (const piece of pieces) {
      if (!piece.token) {
        waiting.push(piece);
        continue;
      }
      const is_unread = !piece.token.is_read;
      const joins = is_unread && runs.at(-1)?.is_unread;
      waiting.forEach((gap) => add(Boolean(joins), gap));
      waiting = [];
      add(is_unread, piece);
    }
    waiting.forEach((gap) => add(false, gap));
    return runs;
  }

  function unread(pieces) {
    const stretch = element("span", "not-read");
    const written = (some) => some.map((piece) => piece.text).join("");
    stretch.dataset.label = `${count(pieces.filter((piece) => piece.token).length)} not read: `;
    if (written(pieces).length <= LONG) {
      stretch.textContent = written(pieces);
      return stretch;
    }
    const middle = element("span", "not-read-middle", written(pieces.slice(SHOWN, -SHOWN)));
    const more = element("button", "not-read-more", "show all");
    more.type = "button";
    more.addEventListener("click", () => stretch.classList.add("is-open"));
    stretch.append(written(pieces.slice(0, SHOWN)), more, middle, written(pieces.slice(-SHOWN)));
    return stretch;
  }

  /* Colour the words by one state of one neuron and say its value on hover. */
  function colour_token_text(spans, trace, neuron, range, name, state = "activation") {
    spans.forEach((span, step) => {
      const value = trace.value(state, step, neuron);
      const { is_known } = trace.words[step].token;
      const heat = unrolled.heat_class(value, range);
      span.className = `token ${heat}${is_known ? "" : " is-unknown"}`;
      const doubt = is_known ? "" : ", a word the model does not know";
      span.title = `${name}: ${unrolled.number_text(value)}${doubt}`;
    });
  }

  /* What the key under the text says: how many words are unknown, how many were not read. */
  function key_of(trace) {
    const total = trace.tokens.length;
    const unknown = trace.words.filter(({ token }) => !token.is_known).length;
    const end = trace.gaps[0] === trace.T ? "from its beginning" : trace.gaps[0] ? "from both ends" : "from its end";
    return {
      unknown: unknown ? `${count(unknown)} of ${count(trace.T)} not in the vocabulary, read as “unknown”` : "",
      unread: total > trace.T ? `${count(total - trace.T)} of ${count(total)} not read: the model takes ${count(trace.T)} words, ${end}` : "",
    };
  }

  /* How long the typed text is, and what of it is used. */
  function count_letters(text, limit) {
    const length = Array.from(text || "").length;
    const said = `${count(length)} ${length === 1 ? "character" : "characters"}`;
    if (length <= Number(limit)) return said;
    return `${said}; only the first ${count(Number(limit))} are used`;
  }

  Object.assign(unrolled, { count_letters, draw_token_text, colour_token_text, key_of });
})();
