/* Scripts that only some pages need. The browser fetches them while the first page is read
   (`components/late_scripts.py` writes the links); here they run, where they are needed. */
(function () {
  "use strict";
  const address_of = (name) => document.getElementById("late-" + name)?.href;

  /* Dash asks for the whole Plotly at an address that it writes here. */
  const plotly = address_of("plotly");
  if (plotly) Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => plotly, set() {} });

  const grid = address_of("grid");
  if (!grid) return;
  const PAUSE = 2000; // ms before a script that did not come is asked for again
  let library = null;
  let coming = null;

  function run(address, done) {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => setTimeout(run, PAUSE, address, done);
    document.body.append(script);
  }

  function fetched() {
    coming ??= new Promise((done) => run(grid, done)).then(() => {
      library = window.dash_ag_grid;
      window.dash_ag_grid = { ...library, AgGrid: Grid };
    });
    return coming;
  }

  /* Stands where Dash looks for the grid, and becomes it. */
  function Grid(props) {
    const [is_here, arrive] = window.React.useState(Boolean(library));
    window.React.useEffect(() => {
      if (!is_here) fetched().then(() => arrive(true));
    }, []);
    return is_here ? window.React.createElement(library.AgGrid, props) : null;
  }

  Grid.dashRenderType = true;
  window.dash_ag_grid = { AgGrid: Grid };
})();
