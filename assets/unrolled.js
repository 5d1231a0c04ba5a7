/* What happens in the browser without asking the server. Clientside namespace: `unrolled`. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const root = document.documentElement;

  const toggle_presenter = (_clicks, is_presenting) => !is_presenting;

  function frame_page(is_presenting, is_opened, navbar) {
    root.toggleAttribute("data-presenter", Boolean(is_presenting));
    scale_figures();
    document.getElementById("shell-present")?.setAttribute("aria-pressed", Boolean(is_presenting));
    return { ...navbar, collapsed: { mobile: !is_opened, desktop: Boolean(is_presenting) } };
  }

  /* Another page: close the navigation and let the keyboard start at its beginning. The first
     page is not another one: there the first Tab offers to skip the navigation. */
  let here = window.location.pathname;
  function arrive(pathname) {
    if (pathname !== here) document.getElementById("content")?.focus({ preventScroll: true });
    here = pathname;
    return false;
  }

  const open_help = () => true;

  /* Write values into the address. `plan`: names of the parameters, which of them are steps that
     "back" undoes, and how many characters of one value a link may carry. */
  function write_link(plan, values) {
    const query = new URLSearchParams(window.location.search);
    plan.names.forEach((name, place) => {
      const value = values[place];
      if (value === null || value === undefined || value === "") query.delete(name);
      else query.set(name, Array.from(String(value)).slice(0, plan.limit).join(""));
    });
    const search = query.toString();
    const address = window.location.pathname + (search ? "?" + search : "");
    if (address === window.location.pathname + window.location.search) return;
    const triggered = clientside.callback_context.triggered.map((entry) => entry.prop_id);
    const inputs = clientside.callback_context.inputs_list;
    const is_step = plan.names.some(
      (name, place) =>
        plan.steps.includes(name) &&
        triggered.includes(inputs[place].id + "." + inputs[place].property)
    );
    const whole = address + window.location.hash;
    window.history[is_step ? "pushState" : "replaceState"](window.history.state, "", whole);
  }

  clientside.unrolled = Object.assign(clientside.unrolled || {}, {
    toggle_presenter,
    frame_page,
    arrive,
    open_help,
    write_link,
  });

  /* `write_link` changes the address without telling Dash's router. When the visitor then goes
     back to the address the router still believes in, ask for the page again. */
  function notice_unseen_change() {
    const location = window.dash_component_api?.getLayout("_pages_location");
    const is_unseen =
      location &&
      location.props.pathname === window.location.pathname &&
      (location.props.search || "") === window.location.search;
    if (is_unseen) clientside.set_props("shell-visit", { data: Date.now() });
  }
  window.addEventListener("popstate", notice_unseen_change);
  window.addEventListener("_dashprivate_pushstate", notice_unseen_change);

  /* Keys: any element with data-key is clicked by that key, unless someone is typing. */
  const TYPES = "input, textarea, select, [contenteditable='true'], [role='slider'], .ag-root";
  const PRESSES = "button, a, summary, [role='button']";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest(TYPES)) return;
    if (event.key === " " && event.target.closest(PRESSES)) return;
    const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const target = document.querySelector(`[data-key="${CSS.escape(name)}"]`);
    if (!target || target.disabled) return;
    event.preventDefault();
    target.click();
  });

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-set]");
    if (chip) {
      const values = JSON.parse(chip.dataset.set);
      Object.entries(values).forEach(([id, props]) => clientside.set_props(id, props));
    }
    const copier = event.target.closest("[data-copy-link]");
    if (copier) copy_link(copier);
  });

  async function copy_link(button) {
    await copy(window.location.href);
    const label = button.querySelector(".mantine-Button-label") || button;
    const before = button.dataset.label || (button.dataset.label = label.textContent);
    label.textContent = button.dataset.copyLink;
    window.setTimeout(() => (label.textContent = before), 1600);
  }

  /* The clipboard is only offered on https and localhost, and may be refused: then the older way. */
  async function copy(text) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch (refused) {
      copy_by_selecting(text);
    }
  }

  function copy_by_selecting(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  /* Echo: what the pointer (or the keyboard) is on lights up wherever it appears. */
  function echo(name) {
    document.querySelectorAll("[data-echo]").forEach((element) => {
      element.classList.toggle("is-echoed", name !== undefined && element.dataset.echo === name);
    });
  }
  ["pointerover", "focusin"].forEach((kind) =>
    document.addEventListener(kind, (event) =>
      echo(event.target.closest?.("[data-echo]")?.dataset.echo)
    )
  );

  /* Presenter mode enlarges the words inside figures too. */
  const NORMAL_SIZE = 13;
  function scale_figure(figure) {
    const size = root.hasAttribute("data-presenter") ? NORMAL_SIZE * 1.35 : NORMAL_SIZE;
    const shown = figure._fullLayout?.font?.size;
    if (shown && Math.abs(shown - size) > 0.1) window.Plotly.relayout(figure, { "font.size": size });
  }
  function scale_figures() {
    document.querySelectorAll(".js-plotly-plot").forEach(scale_figure);
  }
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) {
        const figure = node.parentElement?.closest?.(".js-plotly-plot");
        if (figure && !figure.dataset.scaled && figure.on) {
          figure.dataset.scaled = "yes";
          figure.on("plotly_afterplot", () => scale_figure(figure));
          scale_figure(figure);
        }
      }
  }).observe(root, { childList: true, subtree: true });

  /* A request that fails leaves the old value on screen: say so. */
  const fetch_as_before = window.fetch;
  window.fetch = async function (...request) {
    const address = String(request[0]?.url || request[0]);
    const is_update = address.includes("_dash-update-component");
    try {
      const response = await fetch_as_before.apply(this, request);
      if (is_update && !response.ok) say(response.status);
      return response;
    } catch (failure) {
      if (is_update && failure.name !== "AbortError") say(0);
      throw failure;
    }
  };
  const REASONS = {
    0: "The server cannot be reached. What you see is the last answer.",
    413: "That is too much at once. What you see is the last answer; try something shorter.",
    429: "Too many requests at once. What you see is the last answer; wait a moment and try again.",
  };
  function say(status) {
    const message = REASONS[status] || "The server could not answer. What you see is the last answer.";
    clientside.set_props("shell-notices", {
      sendNotifications: [
        { id: "failed-request", action: "show", title: "No new answer", message, color: "var(--prediction)", withBorder: true },
      ],
    });
  }
})();
