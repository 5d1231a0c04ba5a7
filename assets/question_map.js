/* Questions on a plane (components/question_map.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const LINE = 60; // letters of a line that is shown on hover
  const clouds = new WeakMap();
  const count = (number) => number.toLocaleString("en");
  const percent = (share) => `${(100 * share).toFixed(0)}\u00a0% of the spread`;
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  function show_question_map(plan, told, figure) {
    const root = document.getElementById(plan.part);
    if (!root || !told) return clientside.no_update;
    if (told.cloud) clouds.set(root, unpacked(told.cloud, told.per));
    const cloud = clouds.get(root);
    if (!cloud) return clientside.no_update;
    root.querySelector(".map-count").textContent = about(cloud);
    root.querySelector(".map-apart").textContent = apart(told.pair);
    const [all, line, ...two] = figure.data;
    const places = told.pair ? told.pair.places : [];
    const data = [
      { ...all, x: cloud.x, y: cloud.y, hovertext: cloud.hover, customdata: cloud.texts },
      { ...line, x: places.map(([x]) => x), y: places.map(([, y]) => y) },
      ...two.map((trace, place) => one(trace, told.pair, place)),
    ];
    return { ...figure, data, layout: titled(figure.layout, cloud.shares) };
  }

  function unpacked({ texts, places, shares, total, title }, per) {
    const numbers = unrolled.read_numbers(places);
    const x = texts.map((_, place) => numbers[2 * place] / per);
    const y = texts.map((_, place) => numbers[2 * place + 1] / per);
    return { texts, x, y, shares, total, title, hover: texts.map(in_lines) };
  }

  function one(trace, pair, place) {
    if (!pair) return { ...trace, x: [], y: [], text: [], hovertext: [] };
    const [x, y] = pair.places[place];
    return { ...trace, x: [x], y: [y], text: [["first", "second"][place]], hovertext: [in_lines(pair.texts[place])] };
  }

  function in_lines(text) {
    const lines = [""];
    text.split(/\s+/).forEach((word) => {
      if (lines.at(-1).length + word.length > LINE && lines.at(-1)) lines.push("");
      lines[lines.length - 1] += (lines.at(-1) ? " " : "") + word;
    });
    return lines.map(escaped).join("<br>");
  }

  function titled(layout, shares) {
    const name = (axis, words, share) => ({ ...axis, title: { ...axis.title, text: `${words}, ${percent(share)}` } });
    return {
      ...layout,
      xaxis: name(layout.xaxis, "1st component", shares[0]),
      yaxis: name(layout.yaxis, "2nd component", shares[1]),
    };
  }

  function about({ texts, total, title, shares }) {
    const some = texts.length < total ? `${count(texts.length)} of ${count(total)}` : count(total);
    return `${some} ${title}, ${percent(shares[0] + shares[1])} on this plane.`;
  }

  function apart(pair) {
    if (!pair) return "Type two questions above to see them here.";
    const [whole, seen] = pair.apart;
    const numbers = unrolled.number_text;
    if (whole < 1e-3) return "Both questions lie on one spot: their vectors are equal.";
    return `Your two are ${numbers(whole, 2)} apart in all ${pair.numbers} numbers, ${numbers(seen, 2)} on the plane.`;
  }

  function choose_on_map({ second }, clicked) {
    const text = clicked?.points?.[0]?.customdata;
    if (typeof text === "string") clientside.set_props(second, { value: text });
  }

  Object.assign(unrolled, { show_question_map, choose_on_map });
})();
