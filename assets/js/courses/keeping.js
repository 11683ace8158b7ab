// The place in the film and the settings, on this device alone and only when remembering is on.
import { change } from "./changing.js";
import { keep, recall } from "./memory.js";
import { whenRemembering } from "./remember.js";

const EVERY_SECONDS = 5;
const WORTH_SECONDS = 10;
const ALL = "alla";

/** Goes on where the film stopped last time. */
export function keepPlace(film) {
  const { root, video } = film;
  const name = `${root.dataset.course}/${root.dataset.part}`;
  let kept = 0;
  const save = () => {
    kept = film.position;
    keep("plats", name, Math.floor(video.ended ? 0 : film.position));
  };
  const clear = () => (kept = 0);
  film.position = recall("plats", name, 0);
  if (film.position >= WORTH_SECONDS) offerStart(film);
  video.addEventListener("timeupdate", () => Math.abs(film.position - kept) >= EVERY_SECONDS && save());
  video.addEventListener("pause", save);
  video.addEventListener("ended", () => finished(save, name));
  window.addEventListener("pagehide", () => film.isStarted && save());
  whenRemembering(save, clear);
}

function offerStart(film) {
  film.root.querySelector("[data-from-start]").hidden = false;
  film.say("goOn", clockOf(film.position));
}

function clockOf(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function finished(save, name) {
  save();
  const tick = [...document.querySelectorAll("input[data-done]")].find(
    ({ dataset }) => `${dataset.course}/${dataset.part}` === name,
  );
  if (!tick || tick.checked) return;
  tick.checked = true;
  tick.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Captions, how they look, speed, saving of data, sound alone. */
export function keepSettings(film) {
  const { root } = film;
  const choices = root.querySelectorAll("[data-captions], [data-speed], [data-look]");
  const kept = recall("val", ALL, {});
  for (const choice of choices) {
    const name = nameOf(choice);
    if (name in kept && [...choice.options].some((option) => option.value === kept[name])) choice.value = kept[name];
    choice.addEventListener("change", () => (look(root), save()));
  }
  film.speed = Number(root.querySelector("[data-speed]").value);
  if (kept.mode) change(film, { mode: kept.mode, saves: kept.saves === true });
  look(root);
  root.addEventListener("click", (event) => event.target.closest("[data-mode], [data-saver]") && save());
  whenRemembering(save);

  function save() {
    const values = Object.fromEntries([...choices].map((choice) => [nameOf(choice), choice.value]));
    keep("val", ALL, { ...values, mode: film.mode, saves: film.saves });
  }
}

function nameOf(choice) {
  return choice.dataset.look ?? ("speed" in choice.dataset ? "speed" : "captions");
}

function look(root) {
  for (const choice of root.querySelectorAll("[data-look]")) root.setAttribute(`data-caption-${nameOf(choice)}`, choice.value);
}
