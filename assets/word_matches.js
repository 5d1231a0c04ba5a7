/* Two questions, each word on the colour of leaving it out, and all words of one beside all words of
   the other (components/word_matches.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const NAMES = ["first", "second"];
  const signed = (value, digits = 3) => (value > 0 ? "+" : "") + unrolled.number_text(value, digits);

  function show_matches(plan, found) {
    const root = document.getElementById(plan.part);
    if (!root || !found) return;
    root.dataset.state = found.missing ? "empty" : "found";
    root.querySelector(".pair-words-missing").textContent = found.missing || "";
    if (found.missing) return;
    const questions = found.questions.map((question) => read_question(question, found.per));
    questions.forEach((question, side) => show_left_out(root, question, side));
    root.querySelector(".pair-words-most").textContent = most(found);
    const cosine = Array.from(unrolled.read_numbers(found.cosine), (value) => value / found.per);
    show_table(root.querySelector("table"), questions, cosine, found.title);
  }

  /* Pieces of the text; of every word read: as typed, known, alone, and its effect. */
  function read_question(question, per) {
    const pieces = unrolled.read_pieces(question);
    const changes = unrolled.read_numbers(question.change);
    const words = pieces
      .filter((piece) => piece.token?.is_read)
      .map(({ text, token }, step) => ({
        text, is_known: token.is_known, is_alone: Boolean(question.alone[step]), change: changes[step] / per,
      }));
    return { pieces, words };
  }

  const doubts = ({ is_alone, is_known }) =>
    (is_alone ? ", in this question only" : "") + (is_known ? "" : ", unknown to the model");

  function show_left_out(root, question, side) {
    const fixed = Number(root.querySelector("[data-fixed]").dataset.fixed);
    const spans = unrolled.draw_token_text(root.querySelector(`[data-side="${side}"]`), question);
    spans.forEach((span, step) => {
      const word = question.words[step];
      span.classList.add(unrolled.heat_class(word.change, [-fixed, fixed]));
      span.classList.toggle("is-alone", word.is_alone);
      span.title = `left out, the probability changes by ${signed(-word.change)}${doubts(word)}`;
    });
  }

  function most({ most, probability, title }) {
    const named = most.map(([word, side, change]) => `“\u2068${word}\u2069” (${NAMES[side]}) ${signed(-change)}`);
    return `${title} says ${unrolled.number_text(probability, 3)}. Left out, these change it most: ${named.join(", ")}.`;
  }

  function show_table(table, [first, second], cosine, title) {
    const width = second.words.length;
    table.caption.textContent = `${title}: first question down, second question across`;
    table.tHead.replaceChildren(head(second.words));
    table.tBodies[0].replaceChildren(
      ...first.words.map((word, row) => body_row(word, second.words, cosine.slice(row * width, (row + 1) * width)))
    );
  }

  function head(words) {
    const row = document.createElement("tr");
    row.append(document.createElement("td"), ...words.map((word) => edge(word, "col")));
    return row;
  }

  function edge(word, scope) {
    const cell = Object.assign(document.createElement("th"), { scope, title: word.text + doubts(word) });
    const text = document.createElement("bdi");
    text.textContent = word.text;
    text.className = `token${word.is_alone ? " is-alone" : ""}${word.is_known ? "" : " is-unknown"}`;
    cell.append(text);
    return cell;
  }

  function body_row(word, others, values) {
    const row = document.createElement("tr");
    const largest = Math.max(...values);
    row.append(edge(word, "row"));
    values.forEach((value, place) => {
      const cell = document.createElement("td");
      cell.className = unrolled.heat_class(value, [-1, 1]) + (value === largest ? " is-nearest" : "");
      cell.textContent = unrolled.number_text(value, 2);
      cell.title = `${word.text} \u00b7 ${others[place].text}: ${unrolled.number_text(value, 3)}`;
      row.append(cell);
    });
    return row;
  }

  Object.assign(unrolled, { show_matches });
})();
