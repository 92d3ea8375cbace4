// The evening once more: plays what the stage showed, from one to sixty times as fast.

import { fetched } from "./fetching.js";
import { Playback } from "./playback.js";
import { Reel } from "./reel.js";
import { morph } from "./regions.js";
import { writeTime } from "./ticking.js";
import { hoursMinutes } from "./time.js";

/** The controls go away when nobody has moved for so long, in milliseconds. */
const QUIET = 3000;
/** The page is looked after this often, in milliseconds; a wall does not flicker faster. */
const BEAT = 100;
const MINUTE = 60_000;

const root = document.documentElement;
const { zone = "Europe/Oslo", replay = "" } = document.body.dataset;
const { textMoment = "", textDuring = "", textPlay = "", textStop = "" } = document.body.dataset;

const player = /** @type {HTMLElement} */ (document.querySelector(".player"));
const slider = /** @type {HTMLInputElement} */ (player.querySelector("[data-time]"));
const list = /** @type {HTMLElement} */ (player.querySelector("[data-chapters]"));
const now = /** @type {HTMLElement} */ (player.querySelector("[data-now]"));
const chapterNow = /** @type {HTMLElement} */ (player.querySelector("[data-chapter]"));
const play = /** @type {HTMLElement} */ (player.querySelector("[data-play]"));
const playWords = /** @type {HTMLElement} */ (player.querySelector("[data-play-words]"));
const skip = /** @type {HTMLInputElement} */ (player.querySelector("[data-skip]"));
const speeds = /** @type {NodeListOf<HTMLElement>} */ (player.querySelectorAll("[data-speed]"));

/** @param {import("./reel.js").Replay} told */
function start(told) {
  const reel = new Reel(told);
  const playback = new Playback(reel);
  const shown = new Map();
  let quiet = 0;
  let second = Number.NaN;

  function draw() {
    const at = playback.go();
    for (const [name, change] of reel.regions(at)) {
      if (shown.get(name) === change) continue;
      shown.set(name, change);
      second = Number.NaN;
      const element = document.querySelector(`[data-region="${name}"]`);
      if (element instanceof HTMLElement) morph(element, change.value);
    }
    const whole = Math.floor(at / 1000) * 1000;
    if (whole !== second) tell(at, whole);
    second = whole;
    if ("playing" in root.dataset !== playback.playing) state();
  }

  /**
   * @param {number} at
   * @param {number} whole the second that it is in
   */
  function tell(at, whole) {
    writeTime(reel.clock(at), whole, zone);
    if (document.activeElement !== slider || !playback.playing) words(at);
    slider.value = `${at - reel.start}`;
    now.textContent = textMoment.replace("{time}", hoursMinutes(at, zone));
    const chapter = reel.chapter(at);
    const mark = reel.mark(at);
    const said = mark ? `${mark.title} · ${mark.phase}` : (chapter?.title ?? "");
    if (chapterNow.textContent !== said) chapterNow.textContent = said;
    const current = `${chapter?.at}`;
    if (list.dataset.current === current) return;
    list.dataset.current = current;
    for (const button of list.querySelectorAll("button")) {
      if (Number(button.dataset.at) === chapter?.at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /**
   * What the slider says; not while it plays under somebody's ears.
   * @param {number} at
   */
  function words(at) {
    const title = reel.chapter(at)?.title;
    const said = (title ? textDuring : textMoment)
      .replace("{time}", hoursMinutes(at, zone))
      .replace("{title}", title ?? "");
    if (slider.getAttribute("aria-valuetext") !== said) slider.setAttribute("aria-valuetext", said);
  }

  function state() {
    if (playback.playing) root.dataset.playing = "";
    else delete root.dataset.playing;
    playWords.textContent = playback.playing ? textStop : textPlay;
    for (const button of speeds) {
      button.setAttribute("aria-pressed", `${Number(button.dataset.speed) === playback.speed}`);
    }
    wake();
  }

  /** Somebody is there: show the controls, and keep them while nothing plays. */
  function wake() {
    clearTimeout(quiet);
    root.dataset.controls = "";
    if (playback.playing) quiet = setTimeout(() => delete root.dataset.controls, QUIET);
  }

  /** @param {number} steps how many of the page's speeds faster, or slower */
  function changeSpeed(steps) {
    const all = Array.from(speeds, ({ dataset }) => Number(dataset.speed));
    const place = all.indexOf(playback.speed) + steps;
    playback.setSpeed(all[Math.min(Math.max(place, 0), all.length - 1)]);
    state();
  }

  /** @param {number} at */
  function jump(at) {
    playback.seek(at);
    words(playback.at);
    draw();
    wake();
  }

  for (const { at, title } of told.chapters) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.at = `${at}`;
    button.textContent = title;
    button.title = `${hoursMinutes(at, zone)} ${title}`;
    button.addEventListener("click", () => jump(at));
    item.append(button);
    list.append(item);
  }
  const ends = [...told.chapters.slice(1).map(({ at }) => at), reel.end];
  Array.from(list.children).forEach((item, place) => {
    const length = ends[place] - told.chapters[place].at;
    if (item instanceof HTMLElement) item.style.flexGrow = `${Math.max(length, MINUTE)}`;
  });

  play.addEventListener("click", () => {
    playback.toggle();
    state();
  });
  for (const button of speeds) {
    button.addEventListener("click", () => {
      playback.setSpeed(Number(button.dataset.speed));
      state();
    });
  }
  for (const button of player.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      if (button instanceof HTMLElement) jump(playback.at + Number(button.dataset.step) * 1000);
    });
  }
  skip.addEventListener("change", () => {
    playback.skips = skip.checked;
  });
  slider.max = `${reel.end - reel.start}`;
  slider.addEventListener("input", () => jump(reel.start + Number(slider.value)));
  document.addEventListener("pointermove", wake);
  document.addEventListener("pointerdown", wake);
  document.addEventListener("focusin", wake);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { key, target } = event;
    const pressed = target instanceof Element && target.matches("button, summary, [type=checkbox]");
    if (key === " " && !pressed) play.click();
    else if (key === "ArrowLeft") jump(playback.at - MINUTE);
    else if (key === "ArrowRight") jump(playback.at + MINUTE);
    else if (key === "+" || key === "-") changeSpeed(key === "+" ? 1 : -1);
    else if (key.toLowerCase() === "f") fullscreen();
    else return;
    event.preventDefault();
  });

  player.hidden = false;
  state();
  draw();
  setInterval(draw, BEAT);
}

function fullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.();
}

const full = /** @type {HTMLElement} */ (player.querySelector("[data-fullscreen]"));
full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", fullscreen);

fetched(replay, (done, of) => {
  const progress = /** @type {HTMLProgressElement | null} */ (
    document.querySelector("[data-made]")
  );
  if (progress && of) {
    progress.max = of;
    progress.value = done;
  }
}).then(start, (problem) => {
  const note = document.querySelector("[data-making]");
  if (note) note.textContent = problem.message || (document.body.dataset.textFailed ?? "");
  document.querySelector("[data-made]")?.remove();
});
