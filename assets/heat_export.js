/* What is on the stage, to take away: every value as CSV, the coloured text as one HTML file that
   needs nothing else, the heat map as a picture (heat_picture.js). All made in the browser. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  /* `kind`: csv, html or png; `view`: trace, neuron, name, state and scale of a probe. */
  async function save_heat_map(kind, view) {
    if (!view.trace?.T) return;
    const name = `unrolled-${view.name === "output" ? "output" : "neuron-" + view.name}-${view.state}`;
    if (kind === "csv") offer(`${name}.csv`, text_blob(csv_of(view), "text/csv"));
    if (kind === "html") offer(`${name}.html`, text_blob(html_of(view), "text/html"));
    if (kind === "png") offer(`${name}.png`, await unrolled.heat_picture(view));
  }

  const text_blob = (text, type) => new Blob([text], { type: `${type};charset=utf-8` });

  function offer(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /* One row per word, one column per state of every neuron. The mark in front tells spreadsheets
     that this is Unicode. */
  function csv_of({ trace, names }) {
    const columns = names.flatMap((name, neuron) =>
      unrolled.STATES.map((state) => ({ name: `${name === "output" ? name : "neuron " + name} ${state}`, neuron, state }))
    );
    const head = ["place", "word", "known", "opinion", ...columns.map((column) => column.name)];
    const rows = trace.words.map(({ text, token }, step) => [
      step + 1, quoted(text), token.is_known ? 1 : 0, trace.opinion[step].toFixed(3),
      ...columns.map(({ neuron, state }) => trace.value(state, step, neuron).toFixed(3)),
    ]);
    return "\ufeff" + [head, ...rows].map((row) => row.join(",")).join("\r\n") + "\r\n";
  }

  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

  const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
    .text { font-size: 1.2rem; line-height: 1.9; overflow-wrap: anywhere; white-space: pre-wrap }
    .text span { border-radius: 3px; padding: 0 .14em } .left { opacity: .6 }
    table { border-collapse: collapse; font-size: .8125rem; font-variant-numeric: tabular-nums }
    td, th { padding: .2rem .5rem; text-align: right } th:first-child { text-align: left }
    .wide { overflow-x: auto }`;

  /* Text goes in as text only, so that nothing typed can become a part of the page. */
  function html_of(view) {
    const { trace, state } = view;
    const page = document.implementation.createHTMLDocument(unrolled.shown_in_words(view));
    page.documentElement.lang = "en";
    const { surface, ink } = unrolled.paper();
    Object.assign(page.body.style, { backgroundColor: surface, color: ink });
    const make = (tag, text, name = "") =>
      Object.assign(page.createElement(tag), { textContent: text, ...(name && { className: name }) });
    const charset = page.createElement("meta");
    charset.setAttribute("charset", "utf-8");
    page.head.prepend(charset);
    page.head.append(make("style", STYLE));
    const text = make("div", "", "text");
    text.dir = "auto";
    text.append(...trace.pieces.map((piece) => coloured_piece(view, make, piece)));
    page.body.append(
      make("h1", unrolled.shown_in_words(view)),
      make("p", `The model says ${trace.answer.verdict} (${unrolled.number_text(trace.answer.probability, 2)}).`),
      text,
      make("h2", `${unrolled.state_letter(state)} of every neuron after every word`),
      table_of(view, make)
    );
    return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
  }

  function coloured_piece(view, make, { text, token }) {
    if (!token) return text;
    const span = make("span", text, token.is_read ? "" : "left");
    if (token.is_read) paint(span, view, token.step, view.neuron);
    return span;
  }

  function paint(element, { trace, state, scale }, step, neuron) {
    const range = unrolled.heat_range(trace, neuron, scale, state);
    const [background, ink] = unrolled.heat_colours(trace.value(state, step, neuron), range);
    Object.assign(element.style, { backgroundColor: background, color: ink });
    element.title = unrolled.number_text(trace.value(state, step, neuron));
  }

  function table_of(view, make) {
    const { trace, names, state } = view;
    const row = (cells) => {
      const made = make("tr", "");
      made.append(...cells);
      return made;
    };
    const table = make("table", "");
    table.append(row(["word", ...names, "opinion"].map((name) => make("th", name))));
    trace.words.forEach(({ text }, step) => {
      const word = make("th", text);
      word.dir = "auto";
      const cells = names.map((_, neuron) => {
        const cell = make("td", unrolled.number_text(trace.value(state, step, neuron), 2));
        paint(cell, view, step, neuron);
        return cell;
      });
      table.append(row([word, ...cells, make("td", unrolled.number_text(trace.opinion[step], 2))]));
    });
    const wide = make("div", "", "wide");
    wide.append(table);
    return wide;
  }

  Object.assign(unrolled, { save_heat_map });
})();
