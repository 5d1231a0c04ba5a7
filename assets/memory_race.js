/* Two networks on one text: words to choose from, what both put out, the sentence. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const MODELS = { rnn: "sentiment-rnn", lstm: "sentiment-lstm" };

  /* `word_id`: the store of the word that is followed, counted from 1. */
  function show_race(word_id, race) {
    const place = document.querySelector(".race-words");
    if (!place || !race) return;
    draw_words(place, word_id, race);
    write("said", [race.remark, race.said].filter(Boolean).join(" "));
    for (const [key, name] of Object.entries(MODELS)) {
      const { verdict, probability } = race[key];
      write(`answer-${name}`, race.words.length ? `${verdict} (${probability.toFixed(2)})` : "\u2013");
      draw_strip(document.querySelector(`.strip[data-model="${name}"]`), race, race[key]);
    }
  }

  function write(name, text) {
    document.querySelectorAll(`[data-race="${name}"]`).forEach((place) => (place.textContent = text));
  }

  function draw_words(place, word_id, race) {
    const had_focus = place.contains(document.activeElement);
    const buttons = race.words.map((word, column) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "race-word", textContent: word });
      button.setAttribute("aria-pressed", column === race.word);
      button.addEventListener("click", () => clientside.set_props(word_id, { data: column + 1 }));
      return button;
    });
    place.replaceChildren(...buttons.flatMap((button) => [button, " "]));
    if (had_focus) buttons[race.word]?.focus();
  }

  /* One row per unit; a word that this model did not read stays hatched. */
  function draw_strip(strip, race, reading) {
    const outputs = unrolled.read_numbers(reading.outputs);
    const rows = strip.querySelectorAll(".strip-cells");
    const P = rows.length, T = race.words.length;
    strip.style.setProperty("--columns", Math.max(1, T));
    rows.forEach((cells, unit) => {
      const made = Array.from({ length: T }, () => document.createElement("i"));
      made.forEach((cell) => (cell.className = "not-there"));
      reading.columns.forEach((column, step) => {
        const value = outputs[step * P + unit] / 1000;
        made[column].className = unrolled.heat_class(value, [-1, 1]);
        made[column].title = `unit ${unit + 1} at \u201c${race.words[column]}\u201d: ${unrolled.number_text(value)}`;
      });
      if (race.word < T) made[race.word].classList.add("is-followed");
      cells.replaceChildren(...made);
    });
  }

  Object.assign(unrolled, { show_race });
})();
