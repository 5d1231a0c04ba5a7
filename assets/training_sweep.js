/* Sweeps in the browser (components/training_sweep.py): which there are, and when to ask for one. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const KEEP = clientside.no_update;

  /* 20240607-140503-… is when the run was made, in universal time. */
  function made_at(id) {
    const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(id) || [];
    if (!year) return "";
    const time = new Date(Date.UTC(year, month - 1, day, hour, minute));
    return time.toLocaleString("en", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  }

  /* The sweeps among the runs, newest first; the chosen one is asked for when one of its runs has
     changed in a way that the results show. */
  function notice(rows, chosen, asked) {
    const found = new Map();
    for (const row of rows || []) {
      if (!row.sweep) continue;
      if (!found.has(row.sweep)) found.set(row.sweep, []);
      found.get(row.sweep).push(row);
    }
    const data = [...found].map(([value, runs]) => ({
      value,
      label: `${runs[0].title}, ${runs.length} runs, ${made_at(runs[runs.length - 1].id)}`,
    }));
    const is_missing = chosen && !found.has(chosen);
    if (is_missing) data.unshift({ value: chosen, label: rows?.length ? "A sweep that is gone" : "Looking\u2026" });
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
