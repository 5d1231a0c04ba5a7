/* Players: they count steps, on request all by themselves, and say so (components/step_player.py).
   Steps are counted from 0 here and from 1 wherever they are read: in the store, in the link. */
(function () {
  "use strict";
  const clientside = (window.dash_clientside = window.dash_clientside || {});
  const unrolled = (clientside.unrolled = clientside.unrolled || {});

  const PAUSE = 900; // ms per step at normal speed
  const SPEEDS = [1, 2, 4, 0.5];
  const players = new WeakMap();

  class Player {
    constructor(element) {
      this.element = element;
      this.count = 0;
      this.wanted = Number(element.dataset.start) - 1; // kept also while there are fewer steps
      this.speed = 1;
      this.by = 1; // -1 while it plays backward
      this.slider = slider_in(element.querySelector(".player-track"), element);
    }

    get step() {
      return Math.max(0, Math.min(this.wanted, this.count - 1));
    }

    get is_playing() {
      return this.timer !== undefined;
    }

    /* Say how many steps there are; 0 switches the player off. */
    set_count(count) {
      this.count = count;
      if (!count) this.pause();
      this.element.classList.toggle("is-empty", !count);
      this.show();
    }

    go(step) {
      const is_moved = this.move(Math.min(step, this.count - 1));
      if (is_moved && !this.is_playing) this.remember();
    }

    /* Go to a step; one that is not there yet is kept until there are more. */
    move(step) {
      const before = this.step;
      this.wanted = Math.max(0, step);
      if (this.step === before) return false;
      this.show();
      const detail = { step: this.step, is_playing: this.is_playing };
      this.element.dispatchEvent(new CustomEvent("step", { detail }));
      return true;
    }

    /* Which way it plays: 1 forward, -1 backward. Buttons, keys and slider stay as they are. */
    turn(by) {
      this.by = by;
      this.element.classList.toggle("is-backward", by < 0);
    }

    get first() {
      return this.by > 0 ? 0 : this.count - 1;
    }

    get last() {
      return this.by > 0 ? this.count - 1 : 0;
    }

    play() {
      if (this.is_playing || this.count < 2) return;
      this.timer = window.setInterval(() => this.tick(), PAUSE / this.speed);
      if (this.step === this.last) this.go(this.first);
      this.show();
    }

    tick() {
      if (!this.element.isConnected) return this.pause();
      this.go(this.step + this.by);
      if (this.step === this.last) this.pause();
    }

    pause() {
      if (!this.is_playing) return;
      window.clearInterval(this.timer);
      this.timer = undefined;
      this.show();
      if (!this.element.isConnected) return;
      this.remember();
      const detail = { step: this.step, is_playing: false };
      this.element.dispatchEvent(new CustomEvent("step", { detail }));
    }

    press(button) {
      if (button.dataset.player === "play") return this.is_playing ? this.pause() : this.play();
      if (button.dataset.player === "speed") return this.hurry(button);
      const targets = { start: 0, back: this.step - 1, on: this.step + 1, end: this.count - 1 };
      this.pause();
      this.go(targets[button.dataset.player]);
    }

    hurry(button) {
      this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length];
      button.textContent = (this.speed === 0.5 ? "\u00bd" : this.speed) + "\u00d7";
      if (!this.is_playing) return;
      window.clearInterval(this.timer);
      this.timer = window.setInterval(() => this.tick(), PAUSE / this.speed);
    }

    show() {
      const { element, slider } = this;
      const what = element.dataset.what;
      const place = this.count ? `${what} ${this.step + 1} of ${this.count}` : "\u2013";
      element.classList.toggle("is-playing", this.is_playing);
      element.querySelector(".player-place").textContent = place;
      slider.max = Math.max(1, this.count);
      slider.value = this.step + 1;
      slider.disabled = this.count < 2;
      slider.setAttribute("aria-valuetext", place);
    }

    remember() {
      clientside.set_props(this.element.id + "-step", { data: this.step + 1 });
    }
  }

  function slider_in(track, element) {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 1, max: 1, value: 1 });
    slider.setAttribute("aria-label", element.dataset.what);
    track.replaceChildren(slider);
    return slider;
  }

  function step_player(element) {
    if (!players.has(element)) players.set(element, new Player(element));
    return players.get(element);
  }

  /* Go where the store says. */
  function put_step(id, step) {
    const element = document.getElementById(id);
    if (!element) return;
    const player = step_player(element);
    if (player.is_playing || !Number.isInteger(step)) return;
    player.move(step - 1);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-player]");
    const element = button?.closest(".player");
    if (element) step_player(element).press(button);
  });
  document.addEventListener("input", (event) => {
    const element = event.target.closest(".player-track")?.closest(".player");
    if (!element) return;
    step_player(element).pause();
    step_player(element).go(Number(event.target.value) - 1);
  });

  Object.assign(unrolled, { step_player, put_step });
})();
