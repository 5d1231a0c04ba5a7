/* The page of sequence shapes: the steps of the drawing appear one after the other. The server has
   drawn them all before (components/shape_drawing.py); stepping asks it nothing. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});
  const views = new WeakMap();
  const live = (name, text) => unrolled.live(name, text);
  const FOREVER = 1e6; // a step beyond every end
  const LENGTHS = {
    "one-to-one": "One in, one out: there is no time here.",
    "one-to-many": "One input; T_y answers.",
    "many-to-one": "T_x inputs; one answer, after the last.",
    "many-to-many": "As many answers as inputs: T_y = T_x.",
    "encoder-decoder": "T_x inputs, then T_y answers.",
  };

  /* `plan`: ids of the stage, its player and its link. Returns the words and address of the link. */
  function show_shape(plan, answer) {
    const root = document.getElementById(plan.unrolled);
    const none = [clientside.no_update, clientside.no_update];
    if (!root || !answer) return none;
    const view = views.get(root) || begin(root, plan);
    live("problem", answer.missing || "");
    if (answer.missing) return none;
    const is_another = view.answer && view.answer.shape !== answer.shape;
    view.answer = answer;
    draw(view);
    view.player.set_count(answer.spoken.length);
    if (is_another) unroll(view);
    point(view, view.player.step);
    return answer.page ? ["Open " + answer.page[1] + " \u2192", answer.page[0]] : ["", "/"];
  }

  function begin(root, plan) {
    const player = unrolled.step_player(document.getElementById(plan.player));
    const view = { root, player, track: root.querySelector(".shape-track"), page: root.closest(".page") };
    views.set(root, view);
    player.element.addEventListener("step", ({ detail }) => {
      point(view, detail.step);
      if (!detail.is_playing) live("spoken", view.answer.spoken[detail.step] || "");
    });
    view.track.addEventListener("click", (event) => {
      const step = event.target.closest("[data-t]");
      if (!step) return;
      player.pause();
      player.go(Number(step.dataset.t));
    });
    return view;
  }

  /* Another shape unrolls by itself; who wants no motion finds it unrolled. */
  function unroll({ player }) {
    player.pause();
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return player.go(FOREVER);
    player.go(0);
    player.play();
  }

  function draw({ root, track, page, answer }) {
    root.dataset.state = "read";
    page.dataset.shape = answer.shape;
    page.dataset.reads = answer.reads;
    const parsed = new DOMParser().parseFromString(answer.svg, "image/svg+xml").documentElement;
    track.replaceChildren(document.importNode(parsed, true));
    root.querySelector(".shape-loop").dataset.svg = answer.loop;
    for (const name of ["story", "flow", "here"]) live(name, answer[name]);
    live("lengths", LENGTHS[answer.shape]);
    root.querySelector(".shape-tensors").replaceChildren(...answer.tensors.map(tensor));
  }

  function tensor([layer, shape]) {
    const item = unrolled.element("li");
    item.append(unrolled.element("span", "tensor-layer", layer), unrolled.element("code", "", shape));
    return item;
  }

  function point({ track }, step) {
    track.querySelectorAll(".shape-step").forEach((group, t) => {
      group.classList.toggle("is-ahead", t > step);
      group.classList.toggle("is-current", t === step);
    });
    follow(track, track.querySelector(".is-current .shape-band"));
  }

  /* Keep the present step in sight. */
  function follow(track, band) {
    if (!band || track.scrollWidth <= track.clientWidth) return;
    const { left, width } = band.getBoundingClientRect();
    const middle = left + width / 2 - track.getBoundingClientRect().left + track.scrollLeft;
    track.scrollTo({ left: middle - track.clientWidth / 2 });
  }

  /* What can carry a shape: the one chosen, if it is among them, or the first. */
  function offer_carriers(choices, shape, carrier) {
    const known = choices[shape] || [];
    const is_known = known.some((one) => one.value === carrier);
    return [known, is_known ? carrier : known[0]?.value];
  }

  Object.assign(unrolled, { show_shape, offer_carriers });
})();
