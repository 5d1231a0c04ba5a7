/* A text that a network is to learn (components/teach_text.py): weighed while it is pasted, and
   kept here when it is too long, so that nothing is sent in vain. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const bytes_of = (text) => new TextEncoder().encode(text || "").length;
  const shown = (bytes) =>
    bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1000).toFixed(bytes < 1e4 ? 1 : 0)} kB`;

  function limits(id) {
    const { least, most } = document.getElementById(id).dataset;
    return { least: Number(least), most: Number(most) };
  }

  function refusal(bytes, most) {
    if (bytes <= most) return "";
    return `Your text is too long: ${shown(bytes)}, and at most ${shown(most)} are read. ` +
      "Nothing was sent. Give a part of it.";
  }

  /* How long the text is, and what is wrong with that. */
  function weigh_text(text, id) {
    const { least, most } = limits(id);
    const bytes = bytes_of(text);
    const count = Array.from(text || "").length;
    const said = bytes
      ? `${count.toLocaleString("en")} character${count === 1 ? "" : "s"}, ${shown(bytes)}; from ${shown(least)} to ${shown(most)}.`
      : `From ${least / 1000} to ${most / 1000} kB.`;
    return [said, refusal(bytes, most)];
  }

  /* What is sent when it is to be learnt: the file, or else what was pasted. */
  function give_text(id, clicks, contents, filename, pasted) {
    const refused = contents ? "" : refusal(bytes_of(pasted), limits(id).most);
    if (!clicks || refused) return [clientside.no_update, refused];
    return [[contents || null, filename || null, contents ? null : pasted || ""], ""];
  }

  Object.assign(unrolled, { weigh_text, give_text });
})();
