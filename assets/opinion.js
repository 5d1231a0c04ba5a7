/* The answer in a word, a number and a bar, and the opinion after every word as a curve. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const MARKED = 60; // more words than this, and the curve is a line without dots
  const NO_WORD = "There is no word in it to read.";
  const ALL_UNKNOWN = "The model knows none of these words: what it says here is only its habit.";

  function show_verdict(box, trace) {
    const { verdict, probability } = trace.answer;
    const [word, lean] = trace.T ? verdict.split(", ") : ["\u2013"];
    const write = (name, text) => (box.querySelector(".verdict-" + name).textContent = text);
    write("word", word);
    write("lean", lean ? lean : "");
    write("number", trace.T ? probability.toFixed(2) : "\u2013");
    write("doubt", doubt(trace));
    box.querySelector(".verdict-fill").style.inlineSize = trace.T ? `${100 * probability}%` : "0";
  }

  function doubt(trace) {
    if (!trace.T) return trace.answer.text.trim() ? NO_WORD : "";
    return trace.words.some(({ token }) => token.is_known) ? "" : ALL_UNKNOWN;
  }

  /* The figure with the points of this text; its looks were made by the server. */
  function opinion_figure(answer, figure) {
    if (!answer) return clientside.no_update;
    const trace = unrolled.read_trace(answer);
    const steps = trace.words.map((_, step) => step);
    const [line] = figure.data;
    const threshold = figure.layout.shapes[0];
    const points = {
      ...line,
      x: steps,
      y: trace.opinion,
      text: trace.words.map(({ text }) => text),
      mode: trace.T > MARKED ? "lines" : "lines+markers",
    };
    const layout = {
      ...figure.layout,
      xaxis: { ...figure.layout.xaxis, range: [-0.5, Math.max(1, trace.T) - 0.5], autorange: false },
      shapes: [threshold, ...trace.gaps.map((step) => gap_line(threshold, step))],
    };
    return { ...figure, data: [points], layout };
  }

  function gap_line(threshold, step) {
    const upright = { xref: "x", yref: "paper", x0: step - 0.5, x1: step - 0.5, y0: 0, y1: 1 };
    return { ...threshold, ...upright };
  }

  /* Show the hover label of one word on the curve, as if the pointer were on it. */
  function point_curve(graph, step) {
    const figure = graph?.querySelector(".js-plotly-plot");
    if (!figure?._fullLayout || !figure.data?.length || !window.Plotly) return;
    if (step === null) window.Plotly.Fx.unhover(figure);
    else if (step < figure.data[0].x.length)
      window.Plotly.Fx.hover(figure, [{ curveNumber: 0, pointNumber: step }]);
  }

  Object.assign(unrolled, { show_verdict, opinion_figure, point_curve });
})();
