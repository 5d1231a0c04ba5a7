/* A trace as the server packs it (core/packing.py), made readable again. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const STATES = ["activation", "input", "forget", "candidate", "output", "state"];
  const KNOWN = 1, READ = 2;
  const HOTTEST = 32, NARROWEST = 0.02;
  const SURROGATE = /[\ud800-\udfff]/;

  const bytes = (packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));

  /* 16 bit numbers, sent as all their low bytes and then all their high ones. */
  function numbers(packed) {
    const sent = bytes(packed);
    const count = sent.length / 2;
    return Int16Array.from({ length: count }, (_, place) => sent[place] | (sent[count + place] << 8));
  }

  /* Numbers in full precision (core.packing.doubles). */
  const doubles = (packed) => new Float64Array(bytes(packed).buffer);

  /* Python counts characters, JavaScript halves of some: cut where Python says. */
  function scissors(text) {
    if (!SURROGATE.test(text)) return (start, end) => text.slice(start, end);
    const letters = Array.from(text);
    return (start, end) => letters.slice(start, end).join("");
  }

  /* Pieces in order: { text, token }, token null for what stands between words. */
  function pieces_of(answer) {
    const cut = scissors(answer.text);
    const places = new Uint16Array(bytes(answer.places).buffer);
    const flags = bytes(answer.flags);
    const pieces = [];
    let end = 0, step = 0;
    flags.forEach((flag, position) => {
      const start = end + places[2 * position];
      if (start > end) pieces.push({ text: cut(end, start), token: null });
      end = start + places[2 * position + 1];
      const is_read = Boolean(flag & READ);
      const token = { is_known: Boolean(flag & KNOWN), is_read, step: is_read ? step++ : -1 };
      pieces.push({ text: cut(start, end), token });
    });
    const rest = cut(end, answer.text.length);
    if (rest) pieces.push({ text: rest, token: null });
    return pieces;
  }

  function unpacked(answer) {
    const states = numbers(answer.states);
    const P = answer.neurons;
    const pieces = pieces_of(answer);
    const tokens = pieces.filter((piece) => piece.token);
    const words = tokens.filter((piece) => piece.token.is_read);
    const T = words.length;
    const value = (state, step, neuron) =>
      states[(STATES.indexOf(state) * T + step) * P + neuron] / answer.per;
    return {
      answer, pieces, tokens, words, T, P, value,
      opinion: Array.from(numbers(answer.opinion), (number) => number / 1000),
      gaps: gaps_of(tokens),
    };
  }

  /* Steps before which some words were not read; T when the end was cut off. */
  function gaps_of(tokens) {
    const gaps = [];
    let step = 0;
    tokens.forEach(({ token }, position) => {
      const follows_read = position === 0 || tokens[position - 1].token.is_read;
      if (!token.is_read && follows_read) gaps.push(step);
      if (token.is_read) step += 1;
    });
    return gaps;
  }

  const made = new WeakMap();
  function read_trace(answer) {
    if (!made.has(answer)) made.set(answer, unpacked(answer));
    return made.get(answer);
  }

  /* The values of a neuron that are coldest and hottest, on the scale that was chosen: `fixed` over
     the reference reviews, `review` over the given traces, `raw` as far on either side of 0. */
  function heat_range(trace, neuron, scale, state = "activation", traces = [trace]) {
    const fixed = reference(trace.answer, neuron, state);
    if (scale === "raw") {
      const largest = Math.max(1, ...(state === "state" ? fixed.map(Math.abs) : []));
      return [-largest, largest];
    }
    const seen = traces.flatMap((one) => one.words.map((_, step) => one.value(state, step, neuron)));
    return scale === "review" && seen.length ? wide_enough(seen) : fixed;
  }

  const reference = ({ low, high, ranges }, neuron, state) =>
    (state === "activation" ? [low, high] : ranges[state]).map((ends) => ends[neuron]);

  function wide_enough(seen) {
    const low = Math.min(...seen), high = Math.max(...seen);
    const missing = Math.max(0, NARROWEST - (high - low)) / 2;
    return [low - missing, high + missing];
  }

  function heat_class(value, [low, high]) {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    return "heat-" + Math.round(share * HOTTEST);
  }

  function number_text(value, digits = 3) {
    const written = value.toFixed(digits);
    return Number(written) === 0 ? written.replace("-", "") : written.replace("-", "\u2212");
  }

  const LETTERS = { activation: "Ŷ", state: "C", forget: "f", input: "i", candidate: "C\u0303", output: "o" };
  const state_letter = (state) => LETTERS[state];

  Object.assign(unrolled, {
    STATES, read_trace, read_numbers: numbers, read_doubles: doubles, read_pieces: pieces_of,
    heat_range, heat_class, number_text, state_letter,
  });
})();
