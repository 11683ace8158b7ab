const STORED = "portal.single-keys";
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** Single keys: j and k move through rows, every other key presses the control that names it with data-key. */
export function listenForKeys() {
  const toggle = document.querySelector("[data-single-keys-switch]");
  let isOn = stored() ?? document.body.dataset.singleKeys !== "off";
  if (toggle) {
    toggle.checked = isOn;
    toggle.addEventListener("change", () => {
      isOn = toggle.checked;
      localStorage.setItem(STORED, isOn ? "on" : "off");
    });
  }
  document.addEventListener("keydown", (event) => {
    if (!isOn || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (document.querySelector("dialog[open]")) return;
    if (press(event.key)) event.preventDefault();
  });
}

function stored() {
  const value = localStorage.getItem(STORED);
  return value === null ? null : value === "on";
}

function press(key) {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!control) return false;
  if (control.matches(TYPING)) control.focus();
  else control.click();
  return true;
}

/** Moves the focus to the next or previous row; from outside the list to the current row or the first. */
function move(step) {
  const rows = [...document.querySelectorAll("[data-rows] [data-open]")];
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.closest("tr, li")?.contains(document.activeElement));
  const current = rows.findIndex((row) => row.closest("[aria-current], .queue__row--current"));
  const next = here >= 0 ? here + step : Math.max(current, 0);
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
  return true;
}
