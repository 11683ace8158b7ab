// What is fetched changes: picture or sound, all or little, told or signed; always at the same place in the film.
import { load } from "./source.js";

/** Before the press the change is only noted. */
export function change(film, changes) {
  Object.assign(film, changes);
  draw(film);
  if (film.isStarted) load(film, !film.video.paused);
}

function draw({ root, mode, saves, files }) {
  root.classList.toggle("player--sound", mode === "sound");
  for (const one of root.querySelectorAll("[data-mode]")) press(one, one.dataset.mode === mode);
  for (const one of root.querySelectorAll("[data-saver]")) press(one, saves && mode === "picture");
  for (const one of root.querySelectorAll("[data-variant]")) point(one, files.base.endsWith(one.dataset.variant));
  drawSize(root);
}

function press(button, isOn) {
  button.setAttribute("aria-pressed", String(isOn));
}

function point(link, isOn) {
  if (isOn) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}

/** The size beside the big button is that of what a press would fetch. */
function drawSize(root) {
  const size = root.querySelector("[data-size]");
  size.whole ??= [...size.childNodes];
  const chosen = root.querySelector("[data-saver][aria-pressed=true] span, [data-mode=sound][aria-pressed=true] span");
  size.replaceChildren(...(chosen ? [chosen.cloneNode(true)] : size.whole));
}
