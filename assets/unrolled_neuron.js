/* The page of one neuron: drawing, formula, table and curves follow one step and one direction. The
   server has answered before; stepping asks it nothing. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();
  const live = (name, text) => unrolled.live(name, text);
  const AGREE = 1e-6; // how far check and gradient may be apart, as a share

  /* `plan`: ids of the stage, its player and its curves. */
  function show_unrolled(plan, answer, direction) {
    const root = document.getElementById(plan.stage);
    if (!root) return;
    const view = views.get(root) || begin(root, plan);
    root.dataset.direction = direction;
    view.player.turn(direction === "backward" ? -1 : 1);
    if (!answer) return;
    if (view.heard !== answer) hear(view, answer);
    if (answer.missing) return show_problem(view, answer.missing);
    if (view.answer !== answer) draw(view, answer);
    point(view, view.player.step, { is_followed: true });
  }

  /* One question at a time: while the server answers only the latest wish is kept. Otherwise the
     answers of a slow server would all be out of date before they come. */
  const PATIENCE = 2000; // ms after which an answer is no longer waited for
  const TYPING = 800; // ms after which half a number, such as a lone minus, is asked about too
  let wish, waiting, typing;

  /* `store`: id of the store that the server reads. */
  function ask_neuron(store, source, typed, ...numbers) {
    window.clearTimeout(typing);
    const ask = () => {
      wish = () => clientside.set_props(store, { data: [source, typed, ...numbers] });
      if (waiting === undefined) send();
    };
    if (numbers.every((number) => typeof number === "number")) ask();
    else typing = window.setTimeout(ask, TYPING);
  }

  function send() {
    window.clearTimeout(waiting);
    waiting = wish && window.setTimeout(send, PATIENCE);
    wish?.();
    wish = undefined;
  }

  function hear(view, answer) {
    view.heard = answer;
    send();
  }

  function begin(root, plan) {
    const player = unrolled.step_player(document.getElementById(plan.player));
    const page = root.closest(".page");
    const view = { root, plan, player, page, chain: unrolled.chain_in(root) };
    views.set(root, view);
    player.element.addEventListener("step", (event) => arrive(view, event.detail));
    page.addEventListener("pointermove", (event) => hover(view, step_under(event)));
    page.addEventListener("pointerleave", () => leave(view));
    page.addEventListener("click", (event) => choose(view, step_under(event)));
    const direction = root.querySelector(".direction");
    direction.addEventListener("change", (event) => turn(view, event));
    direction.addEventListener("click", free_the_keys);
    return view;
  }

  function draw(view, answer) {
    const neuron = unrolled.read_neuron(answer);
    const is_first = !view.neuron;
    if (!is_first) live("problem", "");
    Object.assign(view, { answer, neuron });
    view.root.dataset.state = "read";
    view.player.set_count(neuron.T);
    unrolled.draw_chain(view.chain, neuron);
    unrolled.fill_steps(neuron, () => unrolled.point_row(Number(view.root.dataset.step), true));
    write_whole(neuron);
  }

  function show_problem(view, why) {
    view.root.dataset.state = view.neuron ? "problem" : "empty";
    live("problem", why);
  }

  /* What does not depend on the step. */
  function write_whole({ answer, y, T, product_text }) {
    const { measure_text, value_text } = unrolled;
    live("series-note", answer.note);
    live("story", answer.story);
    live("T", String(T));
    live("loss", measure_text(answer.loss));
    live("target", value_text(y));
    live("product-first", product_text(0));
    answer.w.forEach((weight, place) => live(`w${place}`, exact_text(weight)));
    [0, 1, 2].forEach((place) => {
      live(`gradient-${place}`, measure_text(answer.gradient[place]));
      live(`check-${place}`, measure_text(answer.check[place]));
      live(`off-${place}`, measure_text(answer.off[place]));
    });
    live("checked", verdict(answer));
  }

  /* A weight as it is set: with a fourth digit where it has one. */
  function exact_text(weight) {
    return unrolled.number_text(weight, 4).replace(/0$/, "");
  }

  function verdict({ gradient, off }) {
    if (off.includes(null))
      return "The slope is so steep that no step a computer can take is small enough to measure it.";
    const apart = off.map((far, place) => far / Math.max(1e-3, Math.abs(gradient[place])));
    if (Math.max(...apart) < AGREE) return "Worked out and measured agree.";
    return "They differ more than they should: the loss bends too sharply for a difference of two values.";
  }

  /* The numbers of one step, in the formula. */
  function write_step({ x, sums, outputs, factors, deltas, J, T, product_text }, t) {
    const { measure_text, value_text } = unrolled;
    const is_last = t === T - 1;
    const texts = {
      t: t + 1, "t-before": t, "t-after": t + 2,
      x: value_text(x[t]), sum: value_text(sums[t]),
      answer: unrolled.answer_text(outputs[t + 1]), before: unrolled.answer_text(outputs[t]),
      factor: is_last ? "\u2013" : measure_text(factors[t]),
      "factor-before": t ? measure_text(factors[t - 1]) : "0",
      delta: measure_text(deltas[t]), "delta-after": is_last ? "\u2013" : measure_text(deltas[t + 1]),
      product: product_text(t), "product-after": is_last ? "\u2013" : product_text(t + 1),
    };
    [0, 1, 2].forEach((place) => {
      texts[`J-${place}`] = measure_text(J[3 * t + place]);
      texts[`J-before-${place}`] = t ? measure_text(J[3 * t - 3 + place]) : "0";
    });
    Object.entries(texts).forEach(([name, text]) => live(name, String(text)));
  }

  /* Show one step everywhere. */
  function point(view, t, { is_followed }) {
    const { root, neuron } = view;
    if (!neuron) return;
    view.shown = t;
    root.dataset.step = t;
    root.classList.toggle("is-at-last", t === neuron.T - 1);
    unrolled.point_chain(view.chain, t);
    if (is_followed) unrolled.follow_chain(view.chain, t);
    unrolled.point_row(t, is_followed);
    unrolled.point_curves(document.getElementById(view.plan.curves), t);
    write_step(neuron, t);
  }

  /* The player has reached a step; while it plays nothing is read aloud. */
  function arrive(view, { step, is_playing }) {
    if (!view.neuron) return;
    point(view, step, { is_followed: true });
    if (!is_playing) live("spoken", aloud(view, step));
  }

  function aloud({ root, neuron }, t) {
    const { measure_text, value_text } = unrolled;
    const there = `Step ${t + 1} of ${neuron.T}: reads ${value_text(neuron.x[t])}, sum ` +
      `${value_text(neuron.sums[t])}, answers ${unrolled.answer_text(neuron.outputs[t + 1])}.`;
    if (root.dataset.direction === "forward") return there;
    return `${there} Delta ${measure_text(neuron.deltas[t])}, left of the gradient ${neuron.product_text(t)}.`;
  }

  /* The step whose copy or row the pointer is on. */
  function step_under(event) {
    const place = event.target.closest?.("[data-t]");
    return place ? Number(place.dataset.t) : null;
  }

  function hover(view, step) {
    if (!view.neuron || view.player.is_playing || view.is_on_curves) return;
    if (step === null) leave(view);
    else if (step !== view.shown && step < view.neuron.T) {
      view.is_hovered = true;
      point(view, step, { is_followed: false });
    }
  }

  function leave(view) {
    if (!view.is_hovered) return;
    view.is_hovered = false;
    point(view, view.player.step, { is_followed: false });
  }

  function choose(view, step) {
    if (step === null || !view.neuron) return;
    view.player.pause();
    view.player.go(step);
  }

  function step_on_curves(plan, kind, event) {
    const view = views.get(document.getElementById(plan.stage));
    if (!view?.neuron) return;
    const at = event?.points?.[0]?.x;
    view.is_on_curves = false;
    if (!Number.isInteger(at)) return leave(view);
    const step = Math.min(at, view.neuron.T) - 1;
    if (kind === "click") return choose(view, step);
    hover(view, step);
    view.is_on_curves = true;
  }

  /* Turning round at the end of a way begins the other one; elsewhere one stays where one is. */
  function turn({ player }, event) {
    const goes_back = event.target.value === "backward";
    player.pause();
    if (goes_back && player.step === 0) player.go(player.count - 1);
    else if (!goes_back && player.step === player.count - 1) player.go(0);
  }

  /* After a click the keys belong to the player again; whoever came by keyboard stays. */
  function free_the_keys(event) {
    if (event.detail) window.setTimeout(() => document.activeElement?.blur(), 0);
  }

  Object.assign(unrolled, { show_unrolled, ask_neuron, step_on_curves });
})();
