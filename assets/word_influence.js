/* The text in the colours of what each word does to the answer (components/word_influence.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const LEAST = { "left-out": 0.02, shares: 0.1 }; // half the scale at least, of next to nothing

  function show_influence(plan, answer, found, neuron, scale, gate) {
    const root = document.getElementById(plan.part);
    if (!root || !answer) return;
    const trace = unrolled.read_trace(answer);
    show_neuron(row_of(root, "neuron"), trace, String(neuron), scale, gate);
    const is_of_this = found && found.text === trace.answer.text;
    root.dataset.state = is_of_this ? "found" : "waiting";
    if (!is_of_this || root.dataset.text === found.text) return;
    root.dataset.text = found.text;
    const changes = Array.from(unrolled.read_numbers(found.influence), (change) => change / found.per);
    show_signed(row_of(root, "left-out"), trace, changes, (change) => `left out: ${signed(-change)}`);
    if (found.shares) show_shares(root, found.shares);
    root.querySelector(".influence-most").textContent = most(found.most);
  }

  const row_of = (root, name) => root.querySelector(`[data-row="${name}"]`);
  const signed = (value, digits = 2) => (value > 0 ? "+" : "") + unrolled.number_text(value, digits);

  function show_neuron(row, trace, name, scale, gate) {
    const neuron = name === "output" ? trace.P - 1 : Number(name) - 1;
    const range = unrolled.heat_range(trace, neuron, scale, gate);
    const who = name === "output" ? "The output neuron" : `Neuron ${name}`;
    row.querySelector(".influence-neuron").textContent = `${who}, ${unrolled.state_letter(gate)}`;
    const spans = unrolled.draw_token_text(row.querySelector(".review-text"), trace);
    unrolled.colour_token_text(spans, trace, neuron, range, who, gate);
    write_ends(row, [range[0], (range[0] + range[1]) / 2, range[1]].map((end) => unrolled.number_text(end, 2)));
  }

  /* Values that push to either side of 0, red towards positive. */
  function show_signed(row, trace, values, say) {
    const spans = unrolled.draw_token_text(row.querySelector(".review-text"), trace);
    const largest = Math.max(LEAST[row.dataset.row], ...values.map(Math.abs));
    spans.forEach((span, step) => {
      span.classList.add(unrolled.heat_class(values[step], [-largest, largest]));
      span.title = say(values[step]);
    });
    write_ends(row, [`${signed(-largest)} negative`, "0", `${signed(largest)} positive`]);
  }

  function show_shares(root, shares) {
    const row = row_of(root, "shares");
    if (!row) return;
    const trace = unrolled.read_trace(shares);
    const values = trace.words.map((_, step) => trace.value("activation", step, 0));
    show_signed(row, trace, values, (share) => `share of the log-odds: ${signed(share)}`);
    const sum = shares.log_odds - shares.bias;
    root.querySelector(".influence-sum").textContent =
      `Shares ${signed(sum)}, constant ${signed(shares.bias)}: log-odds ${signed(shares.log_odds)}, ` +
      `probability ${unrolled.number_text(shares.probability, 2)}.`;
  }

  function write_ends(row, words) {
    const ends = row.querySelectorAll(".heat-legend-words > span");
    words.forEach((word, place) => (ends[place].textContent = word));
  }

  function most(words) {
    if (!words.length) return "";
    const named = words.map(([word, change]) => `“${word}” ${signed(-change)}`);
    return `Left out, these move the probability most: ${named.join(", ")}.`;
  }

  Object.assign(unrolled, { show_influence });
})();
