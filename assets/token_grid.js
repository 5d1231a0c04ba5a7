/* The table of the sentences: T slots per row, what was cut beside them, and the row that the
   lecture's tokenizer gives where it differs. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const LISTED = 30; // ids of a sequence that are written out

  const element = (...given) => unrolled.element(...given);

  function draw_token_grid(table, view) {
    const { answer, slots, lecture } = view;
    const T = answer.length;
    const rows = [];
    answer.lines.forEach(([first, after], line) => {
      const mine = slots.slice(line * T, line * T + T), theirs = lecture.slice(line * T, line * T + T);
      const numbers = Array.from({ length: after - first }, (_, place) => first + place);
      rows.push(row_of(view, line, numbers, mine));
      const known = numbers.filter((number) => view.tokens[number].token.is_known);
      if (known.length < numbers.length) rows.push(lecture_row(view, known, theirs));
    });
    table.tHead.replaceChildren(head(T));
    table.tBodies[0].replaceChildren(...rows);
  }

  function head(T) {
    const row = element("tr");
    const names = ["sentence", "ids", ...Array.from({ length: T }, (_, slot) => slot + 1), "cut off"];
    row.append(...names.map((name) => Object.assign(element("th", "", name), { scope: "col" })));
    return row;
  }

  function sequence(view, numbers) {
    const ids = numbers.slice(0, LISTED).map((number) => view.tokens[number].id);
    return `[${ids.join(", ")}${numbers.length > LISTED ? ", \u2026" : ""}]`;
  }

  function row_of(view, line, numbers, slots) {
    const row = element("tr");
    const name = element("th");
    name.scope = "row";
    const pick = element("button", "line-pick", String(line + 1));
    pick.type = "button";
    pick.dataset.line = line + 1;
    pick.title = "Draw its path on the map below";
    name.append(pick, element("small", "", `${numbers.length}`));
    row.append(name, element("td", "token-sequence", sequence(view, numbers)));
    for (const slot of slots) row.append(slot_of(view, slot));
    const kept = new Set(slots);
    const cut = element("td", "token-cuts");
    for (const number of numbers.filter((number) => !kept.has(number)).slice(0, LISTED))
      cut.append(word_of(view, number, "span"), " ");
    row.append(cut);
    return row;
  }

  function word_of(view, number, tag) {
    const piece = view.tokens[number];
    const place = element(tag, "word-tint");
    unrolled.tint(place, piece.word, piece.id, piece.token.is_known);
    place.dataset.token = number;
    place.append(element("bdi", "", piece.text));
    return place;
  }

  function slot_of(view, number) {
    if (number < 0) {
      const empty = element("td", "is-padding");
      empty.append(element("small", "", "0"));
      empty.title = "padding";
      return empty;
    }
    const place = word_of(view, number, "td");
    place.append(element("small", "", String(view.tokens[number].id)));
    return place;
  }

  /* The same sentence without its unknown words: ids only. */
  function lecture_row(view, known, slots) {
    const row = element("tr", "lecture-row");
    row.append(
      Object.assign(element("th", "", "the lecture\u2019s"), { scope: "row" }),
      element("td", "token-sequence", sequence(view, known))
    );
    for (const slot of slots) {
      const place = element("td", slot < 0 ? "is-padding" : "");
      place.append(element("small", "", slot < 0 ? "0" : String(view.tokens[slot].id)));
      if (slot >= 0) {
        place.dataset.token = slot;
        place.title = view.tokens[slot].text;
      }
      row.append(place);
    }
    row.append(element("td"));
    return row;
  }

  Object.assign(unrolled, { draw_token_grid });
})();
