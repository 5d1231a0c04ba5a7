/* What happens when the server refuses or cannot be reached: the notice area says so, the question
   is asked again until it is answered, and nothing on the page stays frozen. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const NOTICE = "connection";
  const FIRST_PAUSE = 1000; // ms, then twice as long each time
  const LONGEST_PAUSE = 15000;
  const TRIES = 40;
  const PASSING = new Set([429, 502, 503, 504]);
  const ASKING_AGAIN = "The page asks again by itself; what you see is what was answered last.";
  const SAID = {
    400: "The server could not make sense of what this page sent. Please load the page again.",
    404: "The server has changed since this page was loaded. Please load the page again.",
    413: "This is more than the server takes at once. Give less of it.",
    429: "Too many requests came from your address.",
    500: "Something went wrong on the server\u2019s side. Your last change was not applied.",
    502: "The server is not there at the moment.",
    503: "The server is busy at the moment.",
    504: "The server took too long to answer.",
    offline: "The server cannot be reached: your device is not connected to a network.",
    silent: "The server cannot be reached.",
  };

  const ask = window.fetch.bind(window);
  const newest = new Map(); // what is asked for -> the last question about it
  let shown = "";

  window.fetch = (resource, options) =>
    String(resource?.url || resource).includes("/_dash-update-component")
      ? patiently(resource, options)
      : ask(resource, options);

  /* Answers are found by what they fill: a newer question makes an older one pointless. */
  function subject_of(options) {
    const body = String(options?.body || "");
    return body.slice(0, body.indexOf('"inputs"'));
  }

  async function patiently(resource, options) {
    const subject = subject_of(options);
    const question = Symbol();
    newest.set(subject, question);
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(resource, options).catch(() => null);
      if (answer?.ok) return working(subject, question, answer);
      const is_passing = !answer || PASSING.has(answer.status);
      say(reason_of(answer), is_passing);
      if (!is_passing || tries === TRIES || newest.get(subject) !== question) return nothing();
      await pause(answer, tries);
      if (newest.get(subject) !== question) return nothing();
    }
  }

  function working(subject, question, answer) {
    if (newest.get(subject) === question) newest.delete(subject);
    if (shown) clientside.set_props?.("shell-notices", { hideNotifications: [NOTICE] });
    shown = "";
    return answer;
  }

  /* Dash leaves the page as it is, and what was waiting stops waiting. */
  const nothing = () => new Response(null, { status: 204 });

  function reason_of(answer) {
    if (!answer) return navigator.onLine ? SAID.silent : SAID.offline;
    return SAID[answer.status] || SAID[answer.status < 500 ? 400 : 500];
  }

  /* As long as the server asks for; also until the network is back. */
  function pause(answer, tries) {
    const asked = 1000 * Number(answer?.headers.get("Retry-After"));
    const pausing = asked || FIRST_PAUSE * 2 ** (tries - 1);
    const scatter = 0.75 + Math.random() / 2; // so that a class does not come back as one
    return new Promise((go_on) => {
      const timer = setTimeout(finish, Math.min(pausing, LONGEST_PAUSE) * scatter);
      window.addEventListener("online", finish);
      function finish() {
        clearTimeout(timer);
        window.removeEventListener("online", finish);
        go_on();
      }
    });
  }

  function say(reason, is_passing) {
    const message = is_passing ? `${reason} ${ASKING_AGAIN}` : reason;
    if (is_passing && shown === message) return;
    notify({
      action: is_passing && shown ? "update" : "show",
      ...(is_passing ? { id: NOTICE, autoClose: false } : {}),
      title: is_passing ? "Waiting for the server" : "That did not work",
      message,
      color: "var(--prediction)",
      withBorder: true,
    });
    if (is_passing) shown = message;
  }

  function notify(notice) {
    clientside.set_props?.("shell-notices", { sendNotifications: [notice] });
  }
})();
