/* The loss surface under the ways: a slice at the present w0, coarse while a run is trained and only
   when w0 has moved, fine at rest (core/loss_surface.py). What is drawn is written under it. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const MOVED = 0.25; // how far w0 may be from the slice while it trains
  const COARSE = 21, FINE = 41;
  const FARTHEST = 1e4;
  const PATIENCE = 12000;

  function wanted(view) {
    const run = view.shown;
    const w0 = run?.count ? run.last(1) : null;
    if (w0 !== null && Math.abs(w0) > FARTHEST) return null;
    const [w1, w2] = view.window;
    const settings = run?.settings || view.settings;
    return { settings, w0, w1, w2, points: view.is_running ? COARSE : FINE };
  }

  function look_at_slice(view) {
    const next = wanted(view);
    show_slice(view);
    if (!view.root.isConnected || !view.is_seen || !next || view.looking || !is_new(view, next)) return;
    view.looking = next;
    window.setTimeout(() => view.looking === next && (view.looking = null), PATIENCE);
    clientside.set_props(`${view.plan.prefix}-look`, { data: next });
  }

  function is_new(view, next) {
    const { looked } = view;
    const same = (ask) => JSON.stringify([ask.settings, ask.w1, ask.w2]);
    if (!looked || same(looked) !== same(next)) return true;
    if (looked.w0 === null || next.w0 === null) return looked.w0 !== next.w0;
    if (view.is_running) return Math.abs(next.w0 - looked.w0) > MOVED;
    return next.points > looked.points || next.w0.toFixed(2) !== looked.w0.toFixed(2);
  }

  function descent_surface(root_id, slice) {
    const view = unrolled.descent_view(root_id);
    if (!view || !slice || !view.looking) return;
    Object.assign(view, { looked: view.looking, looking: null });
    if (slice.problem) return view.runs.length ? undefined : unrolled.write_descent(view, "slice", slice.problem);
    Object.assign(view, { slice, start: slice.start });
    when_descent_ready(view, () => {
      unrolled.draw_descent_surface(view, view.slice);
      if (!view.runs.length) unrolled.draw_descent_ways(view);
    });
    return look_at_slice(view);
  }

  function show_slice(view) {
    const { slice, shown } = view;
    if (!slice) return;
    const text = unrolled.descent_number;
    const on = slice.series === 1 ? "the one series" : `the ${slice.series.toLocaleString("en")} series`;
    const said = [`Loss on ${on} at w\u2080 = ${text(slice.w0, 2)}, ${slice.points} \u00d7 ${slice.points} points.`];
    if (shown?.count && Math.abs(shown.last(1) - slice.w0) > 0.006) said.push(`Run ${shown.slot + 1} is at w\u2080 = ${text(shown.last(1), 2)}.`);
    const is_out = shown?.count && view.window.some(([low, high], axis) => shown.last(2 + axis) < low || shown.last(2 + axis) > high);
    if (is_out) said.push(`It has left the picture: w\u2081 = ${text(shown.last(2), 1)}, w\u2082 = ${text(shown.last(3), 1)}.`);
    unrolled.write_descent(view, "slice", said.join(" "));
  }

  /* The figures load after everything else. */
  function when_descent_ready(view, draw) {
    if (!view.root.isConnected) return;
    const is_there = ["ways", "curves"].every((name) => unrolled.descent_figure(view, name));
    if (is_there) draw();
    else window.setTimeout(() => when_descent_ready(view, draw), 100);
  }

  Object.assign(unrolled, { look_at_slice, descent_surface, when_descent_ready });
})();
