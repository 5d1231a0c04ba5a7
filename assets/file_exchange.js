/* Files that are sent as they are (components/file_exchange.py), and forgotten when the visitor
   leaves: the server keeps nothing beyond that. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const MEGABYTE = 2 ** 20;
  const NO_ANSWER = "The file could not be sent: the server cannot be reached. Try again.";
  const sending = new Map(); // id of an area -> its request
  const kept = new Set(); // tokens that this page holds

  const address = (name) => {
    const config = JSON.parse(document.getElementById("_dash-config").textContent);
    return `${config.requests_pathname_prefix}files/${name}`;
  };

  /* Send a file; the store `<area>-token` then holds { token, name, bytes }. */
  function send(area, file) {
    stop(area);
    const request = new XMLHttpRequest();
    sending.set(area, request);
    const size = `${(file.size / MEGABYTE).toFixed(1)} MB`;
    const tell = (words) => show(area, `${file.name} \u00b7 ${words}`);
    tell(`sending ${size}\u2026`);
    request.upload.onprogress = ({ loaded, total }) =>
      tell(`${Math.floor((100 * loaded) / total)} % of ${size} sent`);
    request.onload = () => arrive(area, file, request, () => tell(size));
    request.onerror = () => refuse(area, NO_ANSWER);
    request.open("POST", address("give"));
    request.setRequestHeader("X-Filename", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  }

  function arrive(area, file, request, tell) {
    sending.delete(area);
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch (unreadable) {
      // a proxy answered, not the app
    }
    if (request.status !== 200 || !answer.token) return refuse(area, answer.message || NO_ANSWER);
    tell();
    kept.add(answer.token);
    const data = { token: answer.token, name: file.name, bytes: file.size };
    clientside.set_props(`${area}-token`, { data });
  }

  function show(area, words) {
    clientside.set_props(`${area}-refused`, { children: "" });
    clientside.set_props(`${area}-name`, { children: words });
    clientside.set_props(`${area}-chosen`, { hidden: !words });
  }

  function refuse(area, message) {
    sending.delete(area);
    show(area, "");
    clientside.set_props(`${area}-refused`, { children: message });
  }

  function stop(area) {
    sending.get(area)?.abort();
    sending.delete(area);
  }

  function forget(token) {
    if (!token) return;
    kept.delete(token);
    navigator.sendBeacon(address("forget"), token);
  }

  /* The visitor removes the file, or gives another one. */
  function remove(_clicks, held) {
    const area = String(clientside.callback_context.triggered_id).replace(/-remove$/, "");
    stop(area);
    forget(held?.token);
    show(area, "");
    return null;
  }

  /* Fetch what was made of the file and hand it to the browser as a download. */
  async function take(_clicks, held, result) {
    const body = new FormData();
    body.set("token", held?.token || "");
    body.set("part", "answers");
    const answer = await fetch(address("take"), { method: "POST", body });
    if (!answer.ok) return say((await answer.json()).message);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${result.file.replace(/(\.csv|\.tsv|\.txt)?(\.gz)?$/i, "")}-answers.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return clientside.no_update;
  }

  function say(message) {
    const told = { action: "show", title: "That did not work", message, color: "var(--prediction)" };
    clientside.set_props("shell-notices", { sendNotifications: [{ ...told, withBorder: true }] });
    return clientside.no_update;
  }

  window.addEventListener("pagehide", () => kept.forEach(forget));

  Object.assign((clientside.files = clientside.files || {}), { send, remove, take });
})();
