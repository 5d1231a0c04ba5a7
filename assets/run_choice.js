/* Another model on a page (components/run_choice.py): opens the page anew with it in the link. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const OF_ONE_MODEL = ["neuron", "words"]; // mean nothing for another one

  function reopen(chosen, shown) {
    if (!chosen || chosen === shown) return;
    const query = new URLSearchParams(window.location.search);
    OF_ONE_MODEL.forEach((name) => query.delete(name));
    query.set("model", chosen);
    window.history.pushState(window.history.state, "", `${window.location.pathname}?${query}`);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  clientside.run_choice = { reopen };
})();
