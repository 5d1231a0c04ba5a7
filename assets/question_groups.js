/* A list of questions in groups (components/question_groups.py): parted at a threshold, drawn, written. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const SHOWN_GROUPS = 60, SHOWN_MEMBERS = 6, LETTERS = 400;
  const views = new WeakMap();
  const element = (...given) => unrolled.element(...given);
  const count = (number) => number.toLocaleString("en");
  const several = (number, thing) => `${count(number)} ${thing}${number === 1 ? "" : "s"}`;

  /* -- giving -- */

  const bytes_of = (text) => new TextEncoder().encode(text || "").length;

  function refusal(bytes, most) {
    if (bytes <= most) return "";
    const size = (value) => `${(value / 2 ** 20).toFixed(1)} MB`;
    return `Your list is too long: ${size(bytes)}, and at most ${size(most)} are read. Nothing was sent. Give a part of it.`;
  }

  function weigh_list(plan, pasted) {
    const { count: limit, most } = document.getElementById(plan.length).dataset;
    const lines = (pasted || "").split(/\r\n|\r|\n/).filter((line) => line.trim()).length;
    const said = lines ? `${several(lines, "line")}; ${count(Number(limit))} at most.` : `${count(Number(limit))} at most.`;
    return [said, refusal(bytes_of(pasted), Number(most))];
  }

  function give_list(plan, clicks, contents, filename, pasted) {
    const { most } = document.getElementById(plan.length).dataset;
    const refused = contents ? "" : refusal(bytes_of(pasted), Number(most));
    if (!clicks || refused) return [clientside.no_update, refused];
    return [[contents || null, filename || null, contents ? null : pasted || ""], ""];
  }

  /* -- parting -- */

  /* Return the groups of places in `questions`, the largest first, each with its weakest link. */
  function part(found, threshold) {
    const parent = found.different.map((_, place) => place);
    const root = (place) => {
      while (parent[place] !== place) place = parent[place] = parent[parent[place]];
      return place;
    };
    const weakest = new Map();
    for (let link = 0; link < found.one.length && found.probability[link] >= threshold; link++) {
      const from = root(found.one[link]), to = root(found.other[link]);
      parent[from] = to;
      weakest.set(to, link); // the links come in order, so the last is the weakest
    }
    const groups = new Map();
    found.first.forEach((which, place) => {
      const of = root(which);
      if (!groups.has(of)) groups.set(of, { places: [], weakest: weakest.get(of) });
      groups.get(of).places.push(place);
    });
    return [...groups.values()].sort((a, b) => b.places.length - a.places.length || a.places[0] - b.places[0]);
  }

  function show_groups(plan, found, threshold) {
    const root = document.getElementById(plan.part);
    if (!root) return;
    const result = root.querySelector(".job-result");
    result.hidden = !found;
    result.querySelector("output").textContent = Number(threshold || 0).toFixed(2);
    if (!found) return;
    const groups = part(found, Number(threshold) || 0);
    views.set(root, { found, groups });
    sum_up(result.querySelector(".groups-summary"), found, groups);
    const joined = groups.filter((group) => group.places.length > 1);
    const drawn = joined.slice(0, SHOWN_GROUPS).map((group) => draw(found, group));
    result.querySelector(".groups-list").replaceChildren(...drawn);
    const more = joined.length - drawn.length;
    const alone = groups.length - joined.length;
    result.querySelector(".groups-more").textContent =
      (more > 0 ? `${several(more, "smaller group")} more in the file. ` : "") + `${several(alone, "question")} alone.`;
  }

  function sum_up(place, found, groups) {
    const joined = groups.filter((group) => group.places.length > 1);
    const held = joined.reduce((sum, group) => sum + group.places.length, 0);
    const pairs = (found.different.length * (found.different.length - 1)) / 2;
    const lines = [
      `${several(found.questions.length, "question")}: ${several(joined.length, "group")} of two or more ${joined.length === 1 ? "holds" : "hold"} ${count(held)} of them.`,
      `${several(pairs, "pair")} compared by ${found.title} in ${found.seconds.toFixed(1)} s.`,
      ...found.remarks,
    ];
    place.replaceChildren(...lines.map((text) => element("p", "", text)));
  }

  function draw(found, { places, weakest }) {
    const item = element("li", "group");
    item.append(head(found, places, weakest));
    const members = element("ul");
    const add = (some) => members.append(...some.map((place) => member(found.questions[place])));
    add(places.slice(0, SHOWN_MEMBERS));
    item.append(members);
    const rest = places.slice(SHOWN_MEMBERS);
    if (rest.length) {
      const more = element("button", "not-read-more", `${count(rest.length)} more`);
      more.type = "button";
      more.addEventListener("click", () => (add(rest), more.remove()));
      item.append(more);
    }
    return item;
  }

  function member(text) {
    const item = element("li", "", text.length > LETTERS ? `${text.slice(0, LETTERS)}\u2026` : text);
    item.dir = "auto";
    return item;
  }

  /* How many, and the link without which the group would fall apart. */
  function head(found, places, weakest) {
    const place = element("p", "group-head");
    place.append(element("strong", "", several(places.length, "question")));
    if (weakest === undefined) {
      place.append(" of the same words");
      return place;
    }
    const text = (which) => element("q", "", found.questions[found.different[which]].slice(0, 160));
    const [one, other] = [text(found.one[weakest]), text(found.other[weakest])];
    [one, other].forEach((quoted) => (quoted.dir = "auto"));
    place.append(", weakest link ", element("b", "live-number", found.probability[weakest].toFixed(2)));
    if (found.different.length > 2 && places.length > 2) place.append(": ", one, " \u2013 ", other);
    return place;
  }

  /* -- the file -- */

  const cell = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

  function take_groups(plan, clicks) {
    const view = views.get(document.getElementById(plan.part));
    if (!clicks || !view) return;
    const numbers = new Array(view.found.questions.length);
    view.groups.forEach(({ places }, number) => places.forEach((place) => (numbers[place] = number + 1)));
    const lines = ["question,group", ...view.found.questions.map((text, place) => `${cell(text)},${numbers[place]}`)];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv;charset=utf-8" }));
    link.download = "question-groups.csv";
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  Object.assign(unrolled, { weigh_list, give_list, show_groups, take_groups });
})();
