/* The table of forecasters: cells that are more than text, and the order of rows. */
(function () {
  "use strict";
  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const draw = (...parts) => window.React.createElement(...parts);

  /* The mark of a forecaster, as in the figure, and its name. */
  cells.ForecasterName = function (props) {
    const { name, symbol, shade } = props.data;
    const glyph = draw("span", {
      className: "forecast-glyph is-" + symbol,
      style: { "--shade": shade },
      "aria-hidden": "true",
    });
    return draw("span", { className: "forecaster", "data-forecaster": name }, glyph, props.value);
  };

  /* A forecast; across the row the reason why there is none. */
  cells.ForecastOrReason = function (props) {
    if (!props.data.reason) return props.valueFormatted;
    return draw("span", { className: "no-forecast", title: props.data.reason }, props.data.reason);
  };

  /* Rows without a figure come last, whichever way a column is sorted; errors count by size. */
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const absent_last = (size) => (one, other, _one, _other, is_descending) => {
    if (one == null || other == null) {
      const order = Number(one == null) - Number(other == null);
      return is_descending ? -order : order;
    }
    return size(one) - size(other);
  };
  functions.byValue = absent_last((value) => value);
  functions.bySize = absent_last(Math.abs);
})();
