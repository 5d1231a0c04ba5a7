/* Sweeps in the browser (components/training_sweep.py): which there are, and when to ask for one. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const KEEP = clientside.no_update;

  /* The sweeps among the runs, newest first; the chosen one is asked for when one of its runs has
     changed in a way that the results show. */
  function notice(rows, chosen, asked) {
    const found = new Map();
    for (const row of rows || []) {
      if (!row.sweep) continue;
      if (!found.has(row.sweep)) found.set(row.sweep, []);
      found.get(row.sweep).push(row);
    }
    const is_missing = chosen && !found.has(chosen);
    const names = is_missing ? [chosen, ...found.keys()] : [...found.keys()];
    const data = names.map((value) => ({ value, label: `Sweep ${value.slice(0, 6)}` }));
    const mine = found.get(chosen) || [];
    const stamp = JSON.stringify(mine.map((row) => [row.id, row.state, row.val_loss, row.loss]));
    const is_same = asked && asked.sweep === chosen && asked.stamp === stamp;
    const is_early = is_missing && !rows?.length;
    const nothing = asked?.sweep ? { sweep: null, stamp: "" } : KEEP;
    const wanted = is_same || is_early ? KEEP : { sweep: chosen, stamp };
    return [data, chosen ? wanted : nothing, !chosen && !data.length];
  }

  clientside.training_sweep = { notice };
})();
