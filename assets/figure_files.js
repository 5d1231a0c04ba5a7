/* A figure as a PNG or SVG file (components/figure_files.py), on white paper. */
(function () {
  "use strict";
  const PAPER = "#ffffff", LEAST = { width: 640, height: 320 };

  function file_name(button) {
    const { file, namedBy } = button.dataset;
    const more = namedBy ? document.getElementById(namedBy)?.textContent || "" : "";
    const words = more.trim().replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
    return [file, words].filter(Boolean).join("-");
  }

  /* Drawn anew from its data, in its size on the page, without what belongs to the screen. */
  async function save(button) {
    const figure = document.getElementById(button.dataset.figure)?.querySelector(".js-plotly-plot");
    if (!figure?.data || !window.Plotly) return;
    const layout = { ...figure.layout, paper_bgcolor: PAPER, autosize: false };
    const { width, height } = figure.getBoundingClientRect();
    button.disabled = true;
    try {
      await window.Plotly.downloadImage(
        { data: figure.data, layout, config: { displayModeBar: false } },
        {
          format: button.dataset.format,
          filename: file_name(button),
          width: Math.max(LEAST.width, Math.round(width)),
          height: Math.max(LEAST.height, Math.round(height)),
          scale: button.dataset.format === "png" ? 2 : 1,
        }
      );
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-figure][data-format]");
    if (button) save(button);
  });
})();
