/* A threshold dragged over counted answers: line, confusion and shares follow (components/threshold_desk.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const STEPS = 100;
  const count = (number) => number.toLocaleString("en");
  const share = (part, whole) => (whole ? part / whole : NaN);
  const percent = (value) => `${(100 * value).toFixed(0)} %`;

  function weigh_pairs(plan, told, value) {
    const root = document.getElementById(plan.part);
    if (!root || !told) return clientside.no_update;
    root.dataset.state = told.pair ? "weighed" : "no-pair";
    const threshold = nearest(told.counts, value);
    const found = confusion(told.counts, threshold);
    show_counts(root, told, found, threshold);
    root.querySelector(".thresholds-pair").textContent = about_pair(told, threshold);
    root.querySelector(".thresholds-said").textContent = in_words(found, threshold);
    show_offers(root, plan, told.offers, threshold);
    return with_threshold(told.figure, threshold);
  }

  /* What rounds to the same hundredth as the model's own threshold means that one. */
  function nearest({ own }, value) {
    const steps = Math.round(Math.min(1, Math.max(0, Number(value) || 0)) * STEPS);
    return steps === Math.round(own * STEPS) ? own : steps / STEPS;
  }

  function confusion({ thresholds, no, yes }, threshold) {
    const place = thresholds.findIndex((one) => Math.abs(one - threshold) < 1e-9);
    const found = {
      true_yes: yes[place], false_yes: no[place], true_no: no[0] - no[place], false_no: yes[0] - yes[place],
    };
    const { true_yes, false_yes, true_no, false_no } = found;
    return {
      ...found,
      rows: no[0] + yes[0],
      accuracy: share(true_yes + true_no, no[0] + yes[0]),
      precision: share(true_yes, true_yes + false_yes),
      recall: share(true_yes, true_yes + false_no),
      f1: share(2 * true_yes, 2 * true_yes + false_yes + false_no),
    };
  }

  function show_counts(root, { figures }, found, threshold) {
    const rows = [["true_no", "false_yes"], ["false_no", "true_yes"]];
    for (const row of rows)
      for (const name of row) {
        const [number, part] = root.querySelector(`[data-count="${name}"]`).children;
        number.textContent = count(found[name]);
        const of_row = share(found[name], found[row[0]] + found[row[1]]);
        part.textContent = Number.isNaN(of_row) ? "\u2013" : `${(100 * of_row).toFixed(1)} %`;
      }
    root.querySelectorAll("[data-share]").forEach((place) => {
      const value = found[place.dataset.share] ?? figures[place.dataset.share];
      place.textContent = Number.isFinite(value) ? value.toFixed(4) : "\u2013";
    });
    root.querySelector(".confusion-counts caption").textContent = `At the threshold ${shown(threshold)}`;
  }

  const shown = (threshold) => String(Number(threshold.toFixed(4)));

  function about_pair({ pair, title }, threshold) {
    if (!pair) return "Type two questions above to see where they stand among these pairs.";
    const same = pair.probability >= threshold ? "duplicates" : "different";
    const { no, yes } = pair.below;
    return (
      `${title} gives your pair ${pair.probability.toFixed(2)}: at this threshold it is called ${same}. ` +
      `${percent(no)} of the pairs that differ and ${percent(yes)} of the duplicates score lower.`
    );
  }

  function in_words(found, threshold) {
    const called = found.true_yes + found.false_yes;
    const start = `At ${shown(threshold)}, ${count(called)} of ${count(found.rows)} pairs are called duplicates`;
    if (!called) return `${start}: nothing is wrong among them, and no duplicate is found.`;
    return `${start}; ${percent(found.precision)} of these are, and ${percent(found.recall)} of all duplicates are found.`;
  }

  function show_offers(root, plan, offers, threshold) {
    const place = root.querySelector(".thresholds-offers");
    const label = unrolled.element("span", "presets-label", "Try");
    const chips = offers.map((offer) => {
      const chip = unrolled.element("button", "preset", `${offer.name}: ${offer.threshold.toFixed(2)}`);
      chip.type = "button";
      chip.setAttribute("aria-pressed", String(Math.abs(offer.threshold - threshold) < 1e-9));
      chip.dataset.threshold = offer.threshold;
      return chip;
    });
    if (place.children.length - 1 === chips.length && chips.every((chip, n) => place.children[n + 1].textContent === chip.textContent))
      return chips.forEach((chip, n) => place.children[n + 1].setAttribute("aria-pressed", chip.getAttribute("aria-pressed")));
    place.onclick = (event) => {
      const chosen = event.target.closest("[data-threshold]")?.dataset.threshold;
      if (chosen) clientside.set_props(plan.slider, { value: Number(chosen) });
    };
    place.replaceChildren(label, ...chips);
  }

  function with_threshold(figure, threshold) {
    const [line, ...shapes] = figure.layout.shapes;
    const [words, ...annotations] = figure.layout.annotations;
    const moved = { ...words, x: threshold, text: `threshold ${threshold.toFixed(2)}`, xanchor: threshold > 0.5 ? "right" : "left" };
    const layout = {
      ...figure.layout,
      shapes: [{ ...line, x0: threshold, x1: threshold }, ...shapes],
      annotations: [moved, ...annotations],
    };
    return { ...figure, layout };
  }

  Object.assign(unrolled, { weigh_pairs });
})();
