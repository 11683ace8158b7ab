// One film: its big button, its chips, its keys. The browser's own controls do the rest.
import { captionsOf } from "./captions.js";
import { change } from "./changing.js";
import { keepPlace, keepSettings } from "./keeping.js";
import { outlastNetwork } from "./network.js";
import { takeFiles, load } from "./source.js";
import { followFilm } from "./transcript.js";

export function start(root) {
  const video = root.querySelector("video");
  const film = filmOf(root, video);
  video.controls = false;
  film.captions = captionsOf(film);
  outlastNetwork(film);
  followFilm(film);
  offerButtons(film);
  offerKeys(film);
  keepSettings(film);
  keepPlace(film);
}

function filmOf(root, video) {
  const says = root.querySelector("[data-says]");
  const button = root.querySelector("[data-play]");
  return {
    root,
    video,
    button,
    files: takeFiles(video),
    script: root.dataset.hls,
    rung: root.querySelector("[data-saver]")?.dataset.rung,
    mode: "picture",
    saves: false,
    speed: 1,
    position: 0,
    plays: false,
    isStarted: false,
    isBroken: false,
    isMoving: false,
    say: (what, time = "") => (says.textContent = what ? root.dataset[what].replace("{time}", time) : ""),
    offerPlay: () => (button.hidden = false),
  };
}

function offerButtons(film) {
  const { root, video } = film;
  const each = (selector, act) =>
    root.querySelectorAll(selector).forEach((one) => one.addEventListener("click", (event) => act(one, event)));
  film.button.addEventListener("click", () => begin(film));
  each("[data-skip]", (one) => seek(film, film.position + Number(one.dataset.skip)));
  each("[data-from-start]", () => seek(film, 0, true));
  each("[data-mode]", (one) => change(film, { mode: one.dataset.mode }));
  each("[data-saver]", () => change(film, { saves: !film.saves, mode: "picture" }));
  each("[data-variant]", (one, event) => {
    event.preventDefault();
    change(film, { files: { ...film.files, base: new URL(one.dataset.variant, location.href).href } });
  });
  root.querySelector("[data-speed]").addEventListener("change", (event) => {
    film.speed = Number(event.target.value);
    video.playbackRate = film.speed;
  });
  video.addEventListener("ratechange", () => film.isMoving || followSpeed(film));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-start]");
    if (!link) return;
    event.preventDefault();
    seek(film, Number(link.dataset.start), true);
  });
}

/** The press. */
function begin(film) {
  film.button.hidden = true;
  film.video.controls = true;
  film.isStarted = true;
  film.isBroken = false;
  film.plays = true;
  film.video.focus({ preventScroll: true });
  film.root.classList.add("player--on");
  return load(film, true);
}

function seek(film, seconds, plays = false) {
  const length = film.video.duration || Infinity;
  film.position = Math.min(Math.max(seconds, 0), length);
  film.root.querySelector("[data-from-start]").hidden = true;
  if (!film.isStarted) return plays ? begin(film) : undefined;
  film.video.currentTime = film.position;
  if (plays) film.video.play().catch(() => {});
}

function followSpeed(film) {
  const choice = film.root.querySelector("[data-speed]");
  film.speed = film.video.playbackRate;
  if ([...choice.options].some((option) => Number(option.value) === film.speed)) choice.value = String(film.speed);
}

function offerKeys(film) {
  const { video, root } = film;
  const skip = (seconds) => () => seek(film, film.position + seconds);
  const acts = {
    k: () => (film.isStarted && !video.paused ? video.pause() : film.isStarted ? video.play().catch(() => {}) : begin(film)),
    j: skip(-10),
    l: skip(10),
    m: () => (video.muted = !video.muted),
    c: () => film.captions.toggle(),
    f: () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen?.()),
  };
  root.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("select, input, textarea");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
