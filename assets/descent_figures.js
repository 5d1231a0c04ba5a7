/* Draws runs of gradient descent into the two figures of components/figures/descent.py: only what
   has changed, and no more points than can be seen. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const SHOWN = 300; // bins of a curve
  const FINE = 250; // steps of a way that can be told apart across the window
  const OTHERS = 6, ITS_OWN = 12; // how far the window follows weights
  const FARTHEST = 1e4;
  const LINES = 0.15, LOWEST_LOSS = 1e-16;
  const SVG = "http://www.w3.org/2000/svg";

  function figure_of(view, name) {
    const figure = document.querySelector(`#${view.plan.prefix}-${name} .js-plotly-plot`);
    return figure?._fullLayout ? figure : null;
  }

  /* Lowest and highest value of every bin, so that no jump is lost. */
  function curve_of(run) {
    const x = [], y = [];
    const wide = Math.max(1, Math.ceil(run.count / SHOWN));
    for (let start = 0; start < run.count; start += wide) {
      const end = Math.min(run.count, start + wide);
      let low = start, high = start;
      for (let point = start; point < end; point += 1) {
        if (run.value(point, 0) < run.value(low, 0)) low = point;
        if (run.value(point, 0) > run.value(high, 0)) high = point;
      }
      for (const point of new Set([Math.min(low, high), Math.max(low, high)])) {
        x.push(point);
        y.push(shown_loss(run.value(point, 0)));
      }
    }
    if (x[x.length - 1] !== run.count - 1) {
      x.push(run.count - 1);
      y.push(shown_loss(run.last(0)));
    }
    return { x, y };
  }

  const shown_loss = (loss) => (loss > LOWEST_LOSS ? loss : null);
  const within = (value, far) => Math.max(-far, Math.min(far, value));

  /* The points of a way that lie visibly apart, and the last one. */
  function way_of(run, [[left, right], [low, high]]) {
    const x = [], y = [];
    const across = (right - left) / FINE, upwards = (high - low) / FINE;
    for (let point = 0; point < run.count; point += 1) {
      const w1 = within(run.value(point, 2), FARTHEST), w2 = within(run.value(point, 3), FARTHEST);
      const has_moved =
        !x.length || point === run.count - 1 ||
        Math.abs(w1 - x[x.length - 1]) > across || Math.abs(w2 - y[y.length - 1]) > upwards;
      if (!has_moved) continue;
      x.push(w1);
      y.push(w2);
    }
    return { x, y };
  }

  /* The rectangle of w1 and w2 that shows the runs, in whole and half numbers. */
  function window_of(runs, shown, smallest) {
    const ends = smallest.map((pair) => [...pair]);
    for (const run of runs) {
      const far = run === shown ? ITS_OWN : OTHERS;
      for (let point = 0; point < run.count; point += 1)
        ends.forEach((pair, axis) => {
          const value = within(run.value(point, 2 + axis), far);
          if (value < pair[0]) pair[0] = value;
          if (value > pair[1]) pair[1] = value;
        });
    }
    return ends.map(([low, high], axis) => [
      low < smallest[axis][0] ? Math.floor(2 * low - 0.5) / 2 : low,
      high > smallest[axis][1] ? Math.ceil(2 * high + 0.5) / 2 : high,
    ]);
  }

  const at_slot = (view, slot) => view.runs.find((run) => run.slot === slot && run.count);

  /* What the axes of the curves have to show. */
  function curve_axes(view, drawn) {
    const longest = Math.max(1, ...view.runs.map((run) => run.asked.epochs || 1));
    const losses = drawn.flatMap(({ y }) => y).concat(view.shown?.naive || []);
    const x = [0, view.runs.length ? longest : 1000];
    return { x, y: range_of(losses.filter((loss) => loss > 0)) };
  }

  function draw_descent_curves(view) {
    const figure = figure_of(view, "curves");
    if (!figure) return;
    const nothing = { x: [], y: [] };
    const drawn = view.plan.runs.map((_, slot) => (at_slot(view, slot) ? curve_of(at_slot(view, slot)) : nothing));
    const axes = curve_axes(view, drawn);
    const naive = view.shown?.naive;
    const marks = ticks(axes.y);
    const layout = {
      "xaxis.range": axes.x, "yaxis.range": axes.y, "yaxis.tickvals": marks,
      "yaxis.ticktext": marks.map((loss) => unrolled.descent_short(loss)),
      shapes: naive ? [across(naive, view.plan.line)] : [],
    };
    const data = { x: drawn.map(({ x }) => x), y: drawn.map(({ y }) => y) };
    overlay(figure, null);
    window.Plotly.update(figure, data, layout, view.plan.runs.map((_, slot) => slot));
  }

  /* While a run is trained only its own line grows, in a drawing of ours over the figure: plotly
     would take a hundred times as long. Says whether the axes still show everything. */
  function grow(view) {
    const run = view.shown;
    const curves = figure_of(view, "curves"), ways = figure_of(view, "ways");
    if (!run?.count || !curves || !ways) return false;
    const [lowest, highest] = curves._fullLayout.yaxis.range;
    const curve = curve_of(run), way = way_of(run, view.window);
    const logs = curve.y.filter((loss) => loss > 0).map(Math.log10);
    if (Math.min(...logs) < lowest || Math.max(...logs) > highest) return false;
    const needed = window_of(view.runs, run, view.plan.window);
    if (JSON.stringify(needed) !== JSON.stringify(view.window)) return false;
    overlay(curves, { ...curve, run, plan: view.plan });
    overlay(ways, { ...way, run, plan: view.plan, has_end: true });
    return true;
  }

  /* Draw a line over the figure, on its axes; null takes it away. */
  function overlay(figure, line) {
    const frame = figure.querySelector(".svg-container");
    const there = frame.querySelector(".descent-overlay");
    if (!line) return there?.remove();
    const svg = there || frame.appendChild(made("svg", { class: "descent-overlay", "aria-hidden": "true" }));
    if (!there) svg.append(made("polyline", { fill: "none", "stroke-width": 2.25 }), made("circle", {}));
    const { xaxis, yaxis } = figure._fullLayout;
    const box = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
    Object.entries(box).forEach(([name, value]) => (svg.style[name] = `${value}px`));
    const pixel = (axis, value) => within(axis.d2p(value), FARTHEST).toFixed(1);
    const points = line.x
      .map((x, k) => (line.y[k] === null ? "" : `${pixel(xaxis, x)},${pixel(yaxis, line.y[k])}`))
      .filter(Boolean);
    const color = line.plan.runs[line.run.slot];
    const [cx, cy] = (points[points.length - 1] || "0,0").split(",");
    set(svg.children[0], { points: points.join(" "), stroke: color });
    set(svg.children[1], { cx, cy, r: line.has_end ? 5 : 0, fill: color });
    return svg;
  }

  const made = (name, attributes) => set(document.createElementNS(SVG, name), attributes);

  function set(element, attributes) {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  }

  /* From one third of a decade to another, so that the axis seldom moves. */
  function range_of(losses) {
    if (!losses.length) return [Math.log10(0.02), 0];
    const logs = losses.map(Math.log10);
    const low = Math.floor(3 * Math.min(...logs) - 0.2) / 3;
    return [low, Math.max(Math.ceil(3 * Math.max(...logs) + 0.2) / 3, low + 1)];
  }

  /* 1, 2, 5 where there is room, else powers of ten. */
  function ticks([low, high]) {
    const marks = [];
    const is_narrow = high - low <= 3;
    const every = Math.ceil((high - low) / 7);
    for (let power = Math.floor(low); power <= high; power += 1)
      for (const step of is_narrow ? [1, 2, 5] : [1])
        if (is_narrow || power % every === 0) marks.push(Number(`${step}e${power}`));
    return marks;
  }

  function across(value, color) {
    const line = { color, dash: "4px,4px", width: 1.5 };
    return { type: "line", xref: "paper", x0: 0, x1: 1, y0: value, y1: value, line };
  }

  /* `ends` alone where no run has begun: the start weights of the settings. */
  function draw_descent_ways(view) {
    const figure = figure_of(view, "ways");
    if (!figure) return;
    const data = { x: [], y: [] };
    view.plan.runs.forEach((_, slot) => {
      const run = at_slot(view, slot);
      const way = run ? way_of(run, view.window) : { x: [], y: [] };
      const is_moving = view.is_running && run === view.current; // its end is drawn by `grow`
      const ends = run ? [0, ...(is_moving ? [] : [way.x.length - 1])] : [];
      data.x.push(way.x, ends.map((place) => way.x[place]));
      data.y.push(way.y, ends.map((place) => way.y[place]));
    });
    if (!view.runs.length && view.start) [data.x[1], data.y[1]] = [[view.start[1]], [view.start[2]]];
    const [w1, w2] = view.window;
    const traces = data.x.map((_, place) => place + 1);
    overlay(figure, null);
    window.Plotly.update(figure, data, { "xaxis.range": w1, "yaxis.range": w2 }, traces);
  }

  /* A slice as core/loss_surface.py packs it. */
  function draw_descent_surface(view, slice) {
    const figure = figure_of(view, "ways");
    if (!figure) return;
    const logs = unrolled.read_numbers(slice.logs);
    const K = slice.points;
    const at = ([low, high]) => Array.from({ length: K }, (_, k) => low + ((high - low) * k) / (K - 1));
    const z = Array.from({ length: K }, (_, row) => Array.from(logs.subarray(row * K, row * K + K), (log) => log / 1000));
    const text = z.map((row) => row.map((log) => Number((10 ** log).toPrecision(3)).toString()));
    const low = Math.min(...z.flat()), high = Math.max(...z.flat(), low + LINES);
    const lines = Math.max(LINES, (high - low) / 12);
    const changes = {
      x: [at(slice.w1)], y: [at(slice.w2)], z: [z], text: [text], visible: true,
      zauto: false, zmin: low, zmax: high,
      "colorbar.tickvals": [scale(low, high)], "colorbar.ticktext": [scale(low, high).map((log) => unrolled.descent_short(Number((10 ** log).toPrecision(2))))],
      "contours.start": low + lines / 2, "contours.end": high, "contours.size": lines,
    };
    window.Plotly.restyle(figure, changes, [0]);
  }

  /* Five marks from the lowest loss to the highest, on the scale of the colours. */
  const scale = (low, high) => [0, 1, 2, 3, 4].map((part) => low + (part * (high - low)) / 4);

  Object.assign(unrolled, { LOWEST_LOSS, descent_window: window_of, draw_descent_curves, draw_descent_ways, draw_descent_surface, grow_descent: grow, descent_figure: figure_of });
})();
