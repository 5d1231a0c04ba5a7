/* The coloured text and all neurons as one picture, drawn on a canvas. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const WIDE = 1200, EDGE = 32, SHARP = 2, LINE = 38, ROW = 22, LABEL = 76, LEGIBLE = 13;

  const sans = () => getComputedStyle(document.body).fontFamily;

  /* Background and ink of a value, in the scheme that is on. */
  function heat_colours(value, range) {
    const sample = document.createElement("span");
    sample.className = unrolled.heat_class(value, range);
    sample.hidden = true;
    document.body.append(sample);
    const { backgroundColor, color } = getComputedStyle(sample);
    sample.remove();
    return [backgroundColor, color];
  }

  function paper() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    return { surface: value("--surface"), ink: value("--ink"), faint: value("--ink-faint") };
  }

  /* The picture, as a promise of a PNG. */
  function heat_picture(view) {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const is_rtl = getComputedStyle(view.root.querySelector(".review-text")).direction === "rtl";
    const lines = lines_of(pen, view.trace);
    const strip_top = EDGE + 56 + lines.length * LINE + 16;
    const column = (WIDE - 2 * EDGE - LABEL) / view.trace.T;
    const head = column >= LEGIBLE ? 96 : 8;
    const height = strip_top + head + view.names.length * ROW + 56 + EDGE;
    Object.assign(canvas, { width: WIDE * SHARP, height: height * SHARP });
    pen.scale(SHARP, SHARP);
    const { surface, ink } = paper();
    pen.fillStyle = surface;
    pen.fillRect(0, 0, WIDE, height);
    const shades = shades_of(view);
    write(pen, unrolled.shown_in_words(view), EDGE, EDGE + 20, `600 20px ${sans()}`, ink);
    draw_lines(pen, view, lines, shades, is_rtl);
    draw_strip(pen, view, shades, { top: strip_top + head, column });
    draw_foot(pen, view, height - EDGE);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  function write(pen, text, x, y, font, ink, align = "left") {
    Object.assign(pen, { font, fillStyle: ink, textAlign: align, direction: "ltr" });
    pen.fillText(text, x, y);
  }

  /* Colours of every word and neuron: each shade is looked up once. */
  function shades_of({ trace, names, state, scale }) {
    const known = new Map();
    const shade = (value, range) => {
      const name = unrolled.heat_class(value, range);
      if (!known.has(name)) known.set(name, heat_colours(value, range));
      return known.get(name);
    };
    const ranges = names.map((_, neuron) => unrolled.heat_range(trace, neuron, scale, state));
    return (step, neuron) => shade(trace.value(state, step, neuron), ranges[neuron]);
  }

  /* Words in lines that fit; what was not read is three dots. */
  function lines_of(pen, trace) {
    pen.font = `19px ${sans()}`;
    const lines = [[]];
    let at = 0, was_read = true;
    for (const { text, token } of trace.pieces) {
      const is_read = !token || token.is_read;
      if (!token && text.includes("\n") && was_read) lines.push([]), (at = 0);
      if (!is_read && !was_read) continue;
      if (token) was_read = is_read;
      else if (!was_read) continue;
      const said = is_read ? text.replace(/\s+/g, " ") : "…";
      const width = pen.measureText(said).width + (token ? 6 : 0);
      if (token && at + width > WIDE - 2 * EDGE && at) lines.push([]), (at = 0);
      lines.at(-1).push({ said, width, x: at, step: token && is_read ? token.step : -1 });
      at += width;
    }
    return lines;
  }

  function draw_lines(pen, view, lines, shades, is_rtl) {
    const { ink, faint } = paper();
    lines.forEach((line, place) => {
      const y = EDGE + 56 + place * LINE;
      for (const { said, width, x, step } of line) {
        const left = is_rtl ? WIDE - EDGE - x - width : EDGE + x;
        const [background, colour] = step < 0 ? ["transparent", said === "…" ? faint : ink] : shades(step, view.neuron);
        pen.fillStyle = background;
        pen.fillRect(left, y, width, 28);
        write(pen, said, left + (step < 0 ? 0 : 3), y + 20, `19px ${sans()}`, colour);
      }
    });
  }

  function draw_strip(pen, { trace, names, neuron }, shades, { top, column }) {
    const { ink, faint } = paper();
    names.forEach((name, place) => {
      const y = top + place * ROW;
      const font = `${place === neuron ? 700 : 400} 13px ${sans()}`;
      write(pen, name, EDGE + LABEL - 12, y + 15, font, place === neuron ? ink : faint, "right");
      for (let step = 0; step < trace.T; step += 1) {
        [pen.fillStyle] = shades(step, place);
        pen.fillRect(EDGE + LABEL + step * column, y, column + 0.5, ROW - 2);
      }
      if (place !== neuron) return;
      Object.assign(pen, { strokeStyle: ink, lineWidth: 2 });
      pen.strokeRect(EDGE + LABEL, y - 1, trace.T * column, ROW);
    });
    if (column >= LEGIBLE) trace.words.forEach(({ text }, step) => upright(pen, text, EDGE + LABEL + (step + 0.5) * column, top - 8, faint));
  }

  function upright(pen, text, x, y, ink) {
    pen.save();
    pen.translate(x + 4, y);
    pen.rotate(-Math.PI / 2);
    write(pen, text.length > 12 ? text.slice(0, 11) + "…" : text, 0, 0, `13px ${sans()}`, ink);
    pen.restore();
  }

  function draw_foot(pen, view, y) {
    const { trace, neuron, scale, state } = view;
    const { faint } = paper();
    const range = unrolled.heat_range(trace, neuron, scale, state);
    const { verdict, probability } = trace.answer;
    write(pen, `The model says ${verdict} (${unrolled.number_text(probability, 2)})`, EDGE, y, `13px ${sans()}`, faint);
    const left = WIDE - EDGE - 240;
    for (let step = 0; step <= 32; step += 1) {
      [pen.fillStyle] = heat_colours(step, [0, 32]);
      pen.fillRect(left + (step * 240) / 33, y - 28, 240 / 33 + 0.5, 10);
    }
    write(pen, unrolled.number_text(range[0], 2), left, y, `13px ${sans()}`, faint);
    write(pen, unrolled.number_text(range[1], 2), left + 240, y, `13px ${sans()}`, faint, "right");
  }

  Object.assign(unrolled, { heat_picture, heat_colours, paper });
})();
