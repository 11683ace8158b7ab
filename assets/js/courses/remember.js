// The switch "Remember on this device", the button that forgets, reflections and parts done. Typing sends nothing.
import { forget, isOn, keep, recall, switchOn } from "./memory.js";

const NOW_KEPT = "kurser:kept";
const NOW_FORGOTTEN = "kurser:forgotten";

/** Calls `save` when remembering begins, `clear` when all is forgotten. */
export function whenRemembering(save, clear = () => {}) {
  document.addEventListener(NOW_KEPT, save);
  document.addEventListener(NOW_FORGOTTEN, clear);
}

export function offerMemory() {
  document.querySelectorAll("[data-remembering]").forEach(wire);
  document.querySelectorAll("textarea[data-reflection]").forEach(keepWords);
  document.querySelectorAll("input[data-done]").forEach(keepDone);
}

function wire(box) {
  const tick = box.querySelector("[data-remember]");
  const says = box.querySelector("[data-remembering-says]");
  tick.checked = isOn();
  tick.addEventListener("change", () => (tick.checked && switchOn() ? begin() : end()));
  box.querySelector("[data-forget]").addEventListener("click", end);

  function begin() {
    document.dispatchEvent(new Event(NOW_KEPT));
    says.textContent = box.dataset.kept;
  }

  function end() {
    forget();
    tick.checked = false;
    document.dispatchEvent(new Event(NOW_FORGOTTEN));
    says.textContent = box.dataset.forgotten;
  }
}

/** `<course>/<part>` of this page, the same in every language. */
export function placeOfPage() {
  const found = /\/kurser\/([^/]+)(?:\/(\d+))?/.exec(location.pathname);
  return found ? `${found[1]}/${found[2] ?? 1}` : "";
}

function keepWords(area, index) {
  const name = `${placeOfPage()}/${area.dataset.reflection || index + 1}`;
  const save = () => keep("svar", name, area.value);
  area.value = recall("svar", name, area.value);
  area.addEventListener("input", save);
  area.form?.addEventListener("submit", (event) => event.preventDefault());
  whenRemembering(save, () => (area.value = ""));
}

function keepDone(tick) {
  const name = `${tick.dataset.course}/${tick.dataset.part}`;
  const save = () => keep("klart", name, tick.checked);
  tick.checked = recall("klart", name, false);
  tick.addEventListener("change", save);
  whenRemembering(save, () => (tick.checked = false));
}
