/* The two curves of one neuron: what it reads and says, and what is left of the gradient. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const MOST_TICKS = 5, LEGIBLE = 60; // steps up to which every point has a marker
  const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

  /* The figure with the points of an answer; its looks were made by the server. */
  function neuron_figure(plan, answer, figure) {
    if (!answer || answer.missing) return clientside.no_update;
    const neuron = unrolled.read_neuron(answer);
    const steps = Array.from({ length: neuron.T }, (_, t) => t + 1);
    const floor = floor_of(neuron.sizes);
    const is_zero = (t) => neuron.sizes[t - 1] === -Infinity;
    const points = [
      [steps, neuron.x, (t) => `x ${unrolled.value_text(neuron.x[t - 1])}`],
      [steps, neuron.outputs.slice(1), (t) => `\u0177 ${unrolled.answer_text(neuron.outputs[t])}`],
      [[neuron.T + 1], [neuron.y], () => `y ${unrolled.value_text(neuron.y)}`],
      [steps, neuron.sizes.map((size) => (size === -Infinity ? NaN : size)),
        (t) => `left of the gradient ${neuron.product_text(t)}`],
      [steps.filter(is_zero), steps.filter(is_zero).map(() => floor), () => "nothing left: exactly 0"],
    ];
    const mode = neuron.T > LEGIBLE ? "lines" : "lines+markers";
    const data = figure.data.map((curve, place) => {
      const [x, y, told] = points[place];
      const drawn = curve.mode.startsWith("lines") ? { mode } : {};
      return { ...curve, ...drawn, x, y: Array.from(y), text: x.map(told) };
    });
    return { ...figure, data, layout: layout_of(figure.layout, neuron, floor, plan) };
  }

  function layout_of(layout, neuron, floor, plan) {
    const sizes = Array.from(neuron.sizes).filter(Number.isFinite);
    const high = Math.max(1, Math.ceil(Math.max(...sizes)));
    const { tickvals, ticktext } = ticks(floor, high, sizes.length < neuron.T);
    const stage = document.getElementById(plan.stage);
    return {
      ...layout,
      xaxis: { ...layout.xaxis, range: [0.4, neuron.T + 1.6] },
      yaxis2: { ...layout.yaxis2, range: [floor - 0.06 * (high - floor), high], tickvals, ticktext },
      shapes: here(Number(stage?.dataset.step ?? 0)),
    };
  }

  /* The lowest power of ten on the axis; one further down is the place of 0. */
  function floor_of(sizes) {
    const there = Array.from(sizes).filter(Number.isFinite);
    const low = Math.min(-1, Math.floor(Math.min(...there)));
    return there.length < sizes.length ? low - Math.max(1, Math.round((1 - low) / 8)) : low;
  }

  function ticks(low, high, has_zero) {
    const step = STEPS.find((size) => (high - low) / size <= MOST_TICKS) || STEPS.at(-1);
    const tickvals = [], first = Math.ceil((has_zero ? low + 0.6 * step : low) / step) * step;
    for (let power = first; power <= high; power += step) tickvals.push(power);
    const ticktext = tickvals.map((power) => (power === 0 ? "1" : `10${unrolled.raised(power)}`));
    return has_zero ? { tickvals: [low, ...tickvals], ticktext: ["0", ...ticktext] } : { tickvals, ticktext };
  }

  /* The band of the present step, as in the drawing and in the table. */
  function here(t) {
    return [
      {
        type: "rect", xref: "x", yref: "paper", x0: t + 0.5, x1: t + 1.5, y0: 0, y1: 1,
        fillcolor: "rgba(242, 193, 78, 0.36)", line: { width: 0 }, layer: "below",
      },
    ];
  }

  /* Drawing the band takes longer than stepping: of several steps in one frame the last counts. */
  let wanted;
  function point_curves(graph, t) {
    if (wanted === undefined) window.requestAnimationFrame(() => draw_band(graph));
    wanted = t;
  }

  function draw_band(graph) {
    const shapes = here(wanted);
    wanted = undefined;
    const figure = graph?.querySelector(".js-plotly-plot");
    if (!figure?._fullLayout || !figure.data?.[0]?.x?.length || !window.Plotly) return;
    if (figure.layout.shapes?.[0]?.x0 !== shapes[0].x0) window.Plotly.relayout(figure, { shapes });
  }

  Object.assign(unrolled, { neuron_figure, point_curves });
})();
