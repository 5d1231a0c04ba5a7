/* Puts drawings that travel as text (components/drawing.py) into the page. */
(function () {
  "use strict";

  function draw(place) {
    const written = place.dataset.svg;
    if (place.drawn === written) return;
    place.drawn = written;
    const parsed = new DOMParser().parseFromString(written, "image/svg+xml").documentElement;
    place.replaceChildren(document.importNode(parsed, true));
  }

  function draw_within(node) {
    if (node.matches?.("[data-svg]")) draw(node);
    node.querySelectorAll?.("[data-svg]").forEach(draw);
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
    attributeFilter: ["data-svg"],
  });
  draw_within(document.documentElement);
})();
