/* Puts drawings that travel as text (components/drawing.py), and whatever else Dash need not know
   (components/still.py), into the page. */
(function () {
  "use strict";
  const PLACES = "[data-svg], [data-html]";
  const parser = new DOMParser();

  function draw(place) {
    const { svg, html } = place.dataset;
    const written = svg ?? html;
    if (place.drawn === written) return;
    place.drawn = written;
    if (svg) return place.replaceChildren(parsed(svg, "image/svg+xml"));
    const whole = `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>`;
    place.replaceChildren(...parsed(whole, "application/xhtml+xml").childNodes);
    place.querySelectorAll("[data-style]").forEach(dress);
    place.querySelectorAll(PLACES).forEach(draw);
  }

  const parsed = (written, kind) =>
    document.importNode(parser.parseFromString(written, kind).documentElement, true);

  const dress = (element) => (element.style.cssText = element.dataset.style);

  function draw_within(node) {
    if (node.matches?.(PLACES)) draw(node);
    node.querySelectorAll?.(PLACES).forEach(draw);
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") draw(target);
      addedNodes.forEach(draw_within);
    }
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-svg", "data-html"],
  });
  draw_within(document.documentElement);
})();
