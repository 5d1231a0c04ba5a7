/* The two things every drawing does: make an element, and write a live number wherever it stands. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function live(name, text) {
    document.querySelectorAll(`[data-live="${name}"]`).forEach((place) => {
      if (place.textContent !== text) place.textContent = text;
    });
  }

  Object.assign(unrolled, { element, live });
})();
