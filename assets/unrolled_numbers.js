/* One neuron's numbers, unpacked, and how numbers of any size are written. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const NOTHING = "\u2013";
  const RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
  const LARGE = 4, SMALL = -3; // powers of ten beyond which a number is written with one
  const LONGEST_WORD = 40, MOST_READ = 401, LINK_LIMIT = 2500; // as core/unrolled_visit.py

  const EMPTY_PLACE = /[,;]\s*(?=[,;])/g;

  const raised = (power) =>
    (power < 0 ? "\u207b" : "") + Array.from(String(Math.abs(power)), (digit) => RAISED[digit]).join("");

  /* sign · 10^size with three significant digits, also where that is too small or too large for a
     number: products on screen can then be checked with the factors on screen. */
  function power_text(sign, size) {
    if (size === -Infinity) return "0";
    if (size >= SMALL && size < LARGE) return unrolled.number_text(sign * 10 ** size, digits_at(size));
    let power = Math.floor(size), digits = (10 ** (size - power)).toFixed(2);
    if (digits === "10.00") [digits, power] = ["1.00", power + 1];
    return `${sign < 0 ? "\u2212" : ""}${digits}\u00b710${raised(power)}`;
  }

  /* Digits after the point: three, more below 0.1 and fewer above 100. */
  const digits_at = (size) => (size < -1 ? 2 - Math.floor(size) : size < 2 ? 3 : 1);

  function measure_text(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return NOTHING;
    return value === 0 ? "0" : power_text(Math.sign(value), Math.log10(Math.abs(value)));
  }

  /* What is read or summed up: numbers that stand side by side, three digits after the point. */
  function value_text(value) {
    const size = Math.abs(value);
    const is_plain = size === 0 || (size >= 0.0005 && size < 10 ** LARGE);
    return is_plain ? unrolled.number_text(value) : measure_text(value);
  }

  /* A weight on its arrow: short. */
  function weight_text(value) {
    const digits = value !== 0 && Math.abs(value) < 0.1 ? 3 : 2;
    return unrolled.number_text(value, digits);
  }

  const made = new WeakMap();

  /* What the server packed (core/unrolled_answer.py); steps are counted from 0 here. */
  function read_neuron(answer) {
    if (made.has(answer)) return made.get(answer);
    const neuron = { answer, y: answer.target };
    for (const name of ["x", "sums", "outputs", "factors", "products", "sizes", "deltas", "J"])
      neuron[name] = unrolled.read_doubles(answer[name]);
    neuron.T = neuron.x.length;
    neuron.signs = signs_of(neuron.factors);
    neuron.product_text = (t) => power_text(neuron.signs[t], neuron.sizes[t]);
    made.set(answer, neuron);
    return neuron;
  }

  /* The signs of the products: of all factors from a step on. */
  function signs_of(factors) {
    const signs = [1];
    for (let t = factors.length - 1; t >= 0; t--) signs.unshift(signs[0] * (factors[t] < 0 ? -1 : 1));
    return signs;
  }

  /* Of typed numbers the last ones, for the server and for the link. */
  function last_numbers(text) {
    const words = String(text || "").split(/[\s,;]+/).filter(Boolean);
    const read = words.slice(-MOST_READ).map((word) => word.slice(0, LONGEST_WORD));
    const kept = [...read];
    while (kept.join(" ").length > LINK_LIMIT) kept.shift();
    const is_whole = kept.length === words.length;
    unrolled.live("link-note", is_whole ? "" : ` A link carries the last ${kept.length} of them.`);
    const gaps = String(text || "").match(EMPTY_PLACE)?.length || 0;
    return [{ text: read.join(" "), count: words.length, gaps }, kept.join(" ")];
  }

  /* Slider and box: whichever was moved tells the other. */
  function same_number(slider, dragged, typed) {
    const { no_update, callback_context } = clientside;
    const moved = callback_context.triggered.map((entry) => entry.prop_id);
    if (moved.includes(`${slider}.value`))
      return dragged === typed ? [no_update, no_update] : [no_update, dragged];
    return typeof typed === "number" && typed !== dragged ? [typed, no_update] : [no_update, no_update];
  }

  Object.assign(unrolled, {
    power_text, measure_text, value_text, weight_text, raised, read_neuron, last_numbers, same_number,
  });
})();
