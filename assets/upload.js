/* A file that a visitor gives (components/upload.py): refused here when it is too large, so that
   nothing is sent in vain; named with its size; removed again. Areas for large files send them as
   they are (file_exchange.js). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const MEGABYTE = 2 ** 20;

  function size_of(bytes) {
    if (bytes < 1000) return `${bytes} bytes`;
    if (bytes < 0.1 * MEGABYTE) return `${(bytes / 1024).toFixed(1)} KB`;
    return `${(bytes / MEGABYTE).toFixed(1)} MB`;
  }

  /* Bytes behind `data:…;base64,…`. */
  function bytes_of(contents) {
    const start = contents.indexOf(",") + 1;
    const padding = contents.endsWith("==") ? 2 : contents.endsWith("=") ? 1 : 0;
    return start ? Math.max(0, ((contents.length - start) * 3) / 4 - padding) : 0;
  }

  function chosen(contents, filename) {
    if (!contents) return ["", true];
    return [`${filename || "Your file"} \u00b7 ${size_of(bytes_of(contents))}`, false];
  }

  /* Also from the browser's own field: the same file can then be chosen again. */
  function remove() {
    const area = String(clientside.callback_context.triggered_id).replace(/-remove$/, "");
    const field = document.querySelector(`[data-upload="${area}"] input[type=file]`);
    if (field) field.value = "";
    return [null, null, ""];
  }

  clientside.upload = { chosen, remove };

  /* Why these files cannot be taken; nothing when they can. */
  function refusal(files, items, { limit, most, advice }) {
    const entry = items?.[0]?.webkitGetAsEntry?.();
    if (entry?.isDirectory) return "This is a folder. Choose one file in it.";
    if (files.length > 1) return `You dropped ${files.length} files. Give one file at a time.`;
    const [file] = files;
    if (!file || file.size <= Number(limit)) return "";
    return (
      `${file.name} is too large: ${size_of(file.size)}, and at most ${most} are read. ` +
      `Nothing was sent. ${advice}`
    );
  }

  /* Before React sees them. */
  function look(event, files, items) {
    const area = event.target.closest?.(".upload");
    if (!area || !files) return;
    const reason = refusal(files, items, area.dataset);
    clientside.set_props(`${area.dataset.upload}-refused`, { children: reason });
    const is_sent = area.dataset.sent === "yes" && files.length > 0;
    if (!reason && !is_sent) return;
    if (!reason) clientside.files.send(area.dataset.upload, files[0]);
    event.preventDefault();
    event.stopPropagation();
    area.querySelector(".is-over")?.classList.remove("is-over");
    if (event.type === "change") event.target.value = "";
  }
  document.addEventListener(
    "change",
    (event) => event.target.type === "file" && look(event, event.target.files, null),
    true
  );
  document.addEventListener(
    "drop",
    (event) => look(event, event.dataTransfer?.files, event.dataTransfer?.items),
    true
  );
})();
