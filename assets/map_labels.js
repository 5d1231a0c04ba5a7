/* Words on a map: labels that do not lie on each other, and the echo between map and page. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const LETTER = 7.5, LINE = 15, MARGIN = 0.08;

  /* Give every trace its `text`: the words that have room, those of the first traces first.
     `order`: which traces have labels. The axes have one scale, so the pixels follow from the size. */
  function label_apart(traces, order, place) {
    const scale = scale_of(traces, place);
    const taken = [];
    for (const number of order) {
      const trace = traces[number];
      const is_above = number !== 2;
      trace.text = trace.hovertext.map((word, point) => {
        const box = box_of(word, trace.x[point] * scale, -trace.y[point] * scale, is_above);
        const is_new = !taken.some((other) => other.word === word);
        if (!is_new || taken.some((other) => overlap(box, other))) return "";
        taken.push(box);
        return word;
      });
    }
  }

  function scale_of(traces, place) {
    const span = (axis) => {
      const values = traces.flatMap((trace) => trace[axis]);
      return Math.max(1e-6, Math.max(...values) - Math.min(...values)) * (1 + 2 * MARGIN);
    };
    const width = place?.clientWidth || 600, height = place?.clientHeight || 400;
    return Math.min(width / span("x"), height / span("y"));
  }

  function box_of(word, x, y, is_above) {
    const half = (Array.from(word).length * LETTER) / 2;
    const top = is_above ? y - LINE - 6 : y + 6;
    return { word, left: x - half, right: x + half, top, bottom: top + LINE };
  }

  const overlap = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  /* A word is pointed at on the page: show it on the map, in the first trace that has it. */
  function point_on_map(id, event) {
    const place = document.getElementById(id);
    const plot = place?.querySelector(".js-plotly-plot");
    if (!plot?.data || place.contains(event.target)) return;
    const echo = event.target.closest?.("[data-echo]")?.dataset.echo;
    const word = echo?.startsWith("word ") ? echo.slice(5) : null;
    for (const curve of [4, 2, 3, 1, 0]) {
      const point = word === null ? -1 : (plot.data[curve].hovertext || []).findIndex((name) => name.replace(/ \(unknown\)$/, "") === word);
      if (point >= 0) return window.Plotly.Fx.hover(plot, [{ curveNumber: curve, pointNumber: point }]);
    }
    window.Plotly.Fx.unhover(plot);
  }

  /* A word is pointed at on the map: light it up on the page. */
  function echo_from_map(hovered) {
    const word = hovered?.points?.[0]?.hovertext?.replace(/ \(unknown\)$/, "");
    document.querySelectorAll('[data-echo^="word "]').forEach((place) => {
      place.classList.toggle("is-echoed", word !== undefined && place.dataset.echo === "word " + word);
    });
  }

  Object.assign(unrolled, { label_apart, point_on_map, echo_from_map });
})();
