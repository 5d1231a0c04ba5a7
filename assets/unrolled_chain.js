/* The neuron and its copies: only the copies in sight exist; they are filled, moved and reused
   while one scrolls (components/unrolled_drawing.py draws one of each). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const AROUND = 2; // copies kept ready to either side of what is in sight
  const THIN = 1.5, THICK = 7; // px, an arrow that carries nothing and one that carries all
  const FAINTEST = 6; // powers of ten after which the arc of a gradient is as thin as it gets

  const parsed = (written) => new DOMParser().parseFromString(written, "image/svg+xml").documentElement;
  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

  function chain_in(root) {
    const box = root.querySelector(".chain");
    const [start, step, end] = box.dataset.widths.split(" ").map(Number);
    const chain = {
      root, box, start, step, end,
      track: box.querySelector(".chain-track"),
      drawn: new Map(),
      copy: parsed(box.dataset.stepDrawing),
      first: document.importNode(parsed(box.dataset.startDrawing), true),
      last: document.importNode(parsed(box.dataset.endDrawing), true),
      current: -1,
    };
    place(chain.first, 0, start);
    chain.track.replaceChildren(chain.first, chain.last);
    box.addEventListener("scroll", () => fill(chain), { passive: true });
    new ResizeObserver(() => follow(chain, Math.max(0, chain.current))).observe(chain.track);
    new ResizeObserver(() => follow(chain, Math.max(0, chain.current))).observe(box);
    return chain;
  }

  function place(element, left, width) {
    element.style.insetInlineStart = `${left / 16}rem`;
    element.style.inlineSize = `${width / 16}rem`;
  }

  /* Draw another answer. */
  function draw_chain(chain, neuron) {
    chain.neuron = neuron;
    const { start, step, end } = chain;
    chain.track.style.inlineSize = `${(start + neuron.T * step + end) / 16}rem`;
    place(chain.last, start + neuron.T * step, end);
    write_end(chain);
    fill(chain);
    for (const [t, element] of chain.drawn) write_step(chain, element, t);
    draw_loop(chain, Math.min(Math.max(0, chain.current), neuron.T - 1));
  }

  /* Make the copies in sight, and take away those that left it. */
  function fill(chain) {
    const { box, drawn, neuron } = chain;
    if (!neuron) return;
    const width = chain.step * rem();
    const from = Math.max(0, Math.floor((box.scrollLeft - chain.start * rem()) / width) - AROUND);
    const to = Math.min(neuron.T, Math.ceil((box.scrollLeft + box.clientWidth) / width) + AROUND);
    for (const [t, element] of drawn)
      if (t < from || t >= to) {
        element.remove();
        drawn.delete(t);
      }
    for (let t = from; t < to; t++) if (!drawn.has(t)) add(chain, t);
  }

  function add(chain, t) {
    const element = document.importNode(chain.copy, true);
    element.dataset.t = t;
    place(element, chain.start + t * chain.step, chain.step);
    chain.drawn.set(t, element);
    chain.track.insertBefore(element, chain.last);
    write_step(chain, element, t);
    mark(chain, element, t);
  }

  function write_step(chain, element, t) {
    const { neuron } = chain;
    const { w } = neuron.answer;
    element.classList.toggle("is-first", t === 0);
    element.classList.toggle("is-last", t === neuron.T - 1);
    write(element, {
      ...weights(w), t: t + 1, T: neuron.T,
      x: unrolled.value_text(neuron.x[t]),
      sum: unrolled.value_text(neuron.sums[t]),
      answer: answer_text(neuron.outputs[t + 1]),
      factor: t > 0 ? "\u00b7\u2009" + unrolled.measure_text(neuron.factors[t - 1]) : "",
      delta: unrolled.measure_text(neuron.deltas[t]),
      product: neuron.product_text(t),
    });
    heat(element, neuron.outputs[t + 1]);
    thicken(element, carried(neuron, t));
    if (t > 0) thicken(element, { gradient: gradient_share(neuron.sizes[t - 1]) });
  }

  function write_end(chain) {
    const { last, neuron } = chain;
    write(last, {
      T: neuron.T, aim: neuron.answer.aim,
      loss: unrolled.measure_text(neuron.answer.loss),
      target: unrolled.value_text(neuron.y),
    });
    thicken(last, { gradient: 1 });
  }

  /* The neuron with its loop shows one step. */
  function draw_loop(chain, t) {
    const { neuron, root } = chain;
    const loop = root.querySelector(".loop-svg");
    if (!loop) return;
    write(loop, {
      ...weights(neuron.answer.w), t: t + 1, "t-before": t,
      x: unrolled.value_text(neuron.x[t]),
      sum: unrolled.value_text(neuron.sums[t]),
      answer: answer_text(neuron.outputs[t + 1]),
      before: answer_text(neuron.outputs[t]),
    });
    heat(loop, neuron.outputs[t + 1]);
    thicken(loop, carried(neuron, t));
  }

  const weights = (w) =>
    Object.fromEntries(w.map((weight, place) => [`w${place}`, unrolled.weight_text(weight)]));

  /* An answer that is nearly 1 is not written as if it were. */
  function answer_text(value) {
    if (Math.abs(value) < 1 && Math.abs(value) >= 0.9995) return value < 0 ? "\u22120.999\u2026" : "0.999\u2026";
    return unrolled.number_text(value);
  }

  /* What each arrow adds to the sum, as a share of all three. */
  function carried({ x, outputs, answer: { w } }, t) {
    const parts = { bias: w[0], input: w[1] * x[t], memory: w[2] * outputs[t] };
    const all = Object.values(parts).reduce((sum, part) => sum + Math.abs(part), 0);
    return Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, all ? Math.abs(part) / all : 0])
    );
  }

  const gradient_share = (size) => Math.min(1.4, Math.max(0, 1 + size / FAINTEST));

  function thicken(element, shares) {
    for (const [name, share] of Object.entries(shares))
      for (const wire of element.querySelectorAll(`[data-carries="${name}"]`))
        wire.style.strokeWidth = THIN + share * (THICK - THIN);
  }

  function heat(element, value) {
    const circle = element.querySelector(".step-neuron");
    circle.setAttribute("class", `step-neuron ${unrolled.heat_class(value, [-1, 1])}`);
  }

  function write(element, texts) {
    for (const [name, text] of Object.entries(texts))
      for (const spot of element.querySelectorAll(`[data-at="${name}"]`)) spot.textContent = text;
  }

  /* Show where we are: what has not been reached yet steps back. */
  function point_chain(chain, t) {
    chain.current = t;
    for (const [step, element] of chain.drawn) mark(chain, element, step);
    if (chain.neuron) draw_loop(chain, t);
  }

  function mark({ current, root }, element, t) {
    const is_back = root.dataset.direction === "backward";
    element.classList.toggle("is-current", t === current);
    element.classList.toggle("is-ahead", !is_back && t > current);
    element.classList.toggle("is-unreached", is_back && t < current);
    element.classList.toggle("is-arc-unreached", is_back && t <= current);
  }

  /* Bring a step into sight; the first time without a journey. */
  function follow(chain, t) {
    const { box, neuron } = chain;
    if (!neuron) return;
    fill(chain);
    const middle = (chain.start + (t + 0.5) * chain.step) * rem();
    const seen = (middle - box.scrollLeft) / box.clientWidth;
    const is_whole = box.scrollWidth <= box.clientWidth;
    if (is_whole || (seen > 0.25 && seen < 0.75)) return;
    const is_far = seen < -1 || seen > 2;
    box.scrollTo({ left: middle - box.clientWidth / 2, behavior: is_far ? "instant" : "auto" });
    fill(chain);
  }

  Object.assign(unrolled, { chain_in, draw_chain, point_chain, follow_chain: follow, answer_text });
})();
