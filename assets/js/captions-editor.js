// The table of captions: rows are added without a page, played beside the film, and not lost by mistake.
const form = document.querySelector("form[data-cues]");
const list = form?.querySelector(".cues");
const player = document.querySelector("[data-player]");
const ROWS_MOST = 240;

if (form) {
  let isChanged = false;

  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", () => (isChanged = false));
  addEventListener("beforeunload", (event) => isChanged && event.preventDefault());

  form.querySelector("[data-add-row]").addEventListener("click", (event) => {
    if (list.children.length >= ROWS_MOST) return;
    event.preventDefault();
    addRow();
    isChanged = true;
  });

  list.addEventListener("click", (event) => {
    const start = event.target.closest("[data-play]")?.closest("[data-cue]").querySelector("[data-start]");
    if (start) playFrom(secondsOf(start.value));
  });

  list.addEventListener("change", (event) => {
    if (!event.target.matches("[data-drop]")) return;
    event.target.closest("[data-cue]").classList.toggle("cue--dropped", event.target.checked);
  });
}

/** A copy of the last row under the next number, empty but for the player's time. */
function addRow() {
  const last = list.lastElementChild;
  const number = Number(last.querySelector("[data-start]").id.split("-")[1]);
  const row = last.cloneNode(true);
  row.classList.remove("cue--faulty", "cue--dropped");
  row.querySelector("[id^=fault-]")?.remove();
  for (const element of row.querySelectorAll("[id], [for], [name]")) renumber(element, number);
  row.querySelector("[data-number]").textContent = number + 1;
  for (const hidden of row.querySelectorAll(".visually-hidden")) {
    hidden.textContent = hidden.textContent.replace(String(number), String(number + 1));
  }
  for (const field of row.querySelectorAll("input:not([type=checkbox]), textarea")) field.value = "";
  row.querySelector("[data-drop]").checked = false;
  list.append(row);
  const start = row.querySelector("[data-start]");
  if (player?.currentTime) start.value = clockOf(player.currentTime);
  start.focus();
}

function renumber(element, number) {
  for (const name of ["id", "for", "name"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replace(/-[0-9]+$/, `-${number + 1}`));
  }
  element.removeAttribute("aria-describedby");
}

function playFrom(seconds) {
  if (!player || seconds === null) return;
  player.currentTime = seconds;
  player.play();
}

function secondsOf(text) {
  const parts = text.trim().replace(",", ".").split(":").map(Number);
  return parts.length < 2 || parts.some(Number.isNaN) ? null : parts.reduce((sum, part) => sum * 60 + part, 0);
}

function clockOf(seconds) {
  const pad = (value, width) => String(value).padStart(width, "0");
  const whole = Math.floor(seconds);
  const thousandths = Math.floor((seconds - whole) * 1000);
  return `${pad(Math.floor(whole / 3600), 2)}:${pad(Math.floor(whole / 60) % 60, 2)}:${pad(whole % 60, 2)}.${pad(thousandths, 3)}`;
}
