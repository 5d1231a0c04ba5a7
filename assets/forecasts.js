/* The forecast page: the next series, a point that was clicked, what the pointer is on. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});

  /* The series before or after the chosen one, around the end. `choices`: the data of the select,
     plain or in groups. */
  function step(_back, _on, chosen, choices) {
    const names = choices.flatMap((entry) => entry.items || [entry]).map((one) => one.value || one);
    const button = clientside.callback_context.triggered_id || "";
    const place = names.indexOf(chosen) + (button.endsWith("-back") ? -1 : 1);
    return names[(place + names.length) % names.length];
  }

  /* The series under a click; forgotten at once, so that the same point can be clicked again. */
  function pick(click) {
    const name = click?.points?.[0]?.customdata;
    return typeof name === "string" ? [name, null] : [clientside.no_update, null];
  }

  /* The forecaster whose marker the pointer is on. */
  function point_at(hover) {
    const curve = hover?.points?.[0]?.curveNumber;
    const traces = document.querySelector(STAGE)?.data || [];
    single_out(traces[curve]?.meta || null);
  }

  clientside.forecasts = { step, pick, point_at };

  /* What the pointer or the keyboard is on: a forecaster in the readings, in the table or in the
     figure. The others step back. */
  const READ = "[data-forecaster]";
  const STAGE = ".next-value .js-plotly-plot";
  function single_out(name) {
    document.querySelectorAll(READ).forEach((element) => {
      const holder = element.closest(".ag-row") ? element : element.closest("li") || element;
      holder.classList.toggle("is-echoed", name !== null && element.dataset.forecaster === name);
    });
    const figure = document.querySelector(STAGE);
    if (!figure?.data || figure.dataset.singled === String(name)) return;
    figure.dataset.singled = String(name);
    const shown = figure.data.map((trace) => (!name || !trace.meta || trace.meta === name ? 1 : 0.15));
    window.Plotly.restyle(figure, { opacity: shown });
  }
  function named_by(target) {
    const place = target.closest?.(READ) || target.closest?.(".ag-row")?.querySelector(READ);
    return place ? place.dataset.forecaster : null;
  }
  ["pointerover", "focusin"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      if (document.querySelector(".next-value")) single_out(named_by(event.target));
    })
  );
})();
