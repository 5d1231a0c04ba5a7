/* Hands values on to a store once a part of the page is nearly in sight (components/when_seen.py). */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const NEARLY = "400px";
  const waiting = new WeakMap();

  /* The first call may come before the part is in the document. */
  const FRAMES = 120;

  function hand_on_when_seen(plan, values) {
    wait_for(plan, values, FRAMES);
    return clientside.no_update;
  }

  function wait_for(plan, values, frames) {
    const part = document.getElementById(plan.part);
    if (part) renew(waiting.get(part) || begin(part, plan), values);
    else if (frames) window.requestAnimationFrame(() => wait_for(plan, values, frames - 1));
  }

  function renew(wait, values) {
    window.clearTimeout(wait.timer);
    wait.values = values;
    const pause = wait.has_handed ? wait.plan.pause : 0;
    wait.timer = window.setTimeout(() => ((wait.is_due = true), hand_on(wait)), pause);
  }

  function begin(part, plan) {
    const wait = { plan, is_seen: false, is_due: false, has_handed: false };
    waiting.set(part, wait);
    const look = (entries) => {
      wait.is_seen = entries.at(-1).isIntersecting;
      hand_on(wait);
    };
    new IntersectionObserver(look, { rootMargin: NEARLY }).observe(part);
    return wait;
  }

  function hand_on(wait) {
    if (!wait.is_seen || !wait.is_due) return;
    wait.is_due = false;
    wait.has_handed = true;
    const { values, plan } = wait;
    clientside.set_props(plan.store, { data: values.length === 1 ? values[0] : values });
  }

  Object.assign(unrolled, { hand_on_when_seen });
})();
