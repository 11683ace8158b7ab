// Leave quickly: a blank page at once, silence at once, another site; Back finds nothing of the courses either.
const PRESSES = 3;
const WITHIN_MS = 5000;
const INSIDE = "kurser:inside";

export function offerExit() {
  const link = document.querySelector("[data-quick-exit]");
  window.addEventListener("pageshow", () => blankIfLeft());
  blankIfLeft();
  document.addEventListener("click", markInside);
  if (!link) return;
  const leave = () => go(link.href);
  document.querySelectorAll("[data-quick-exit]").forEach((each) => each.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  }));
  onPressesOfShift(leave);
}

function go(address) {
  cover();
  silence();
  location.replace(address);
}

/** Everything away from the screen, the name of the tab too. */
function cover() {
  document.documentElement.classList.add("left-quickly");
  document.title = "\u200b";
  document.body.replaceChildren(...document.body.querySelectorAll("video, audio"));
}

function silence() {
  for (const media of document.querySelectorAll("video, audio")) {
    media.muted = true;
    media.pause();
    media.remove();
  }
}

function onPressesOfShift(leave) {
  let moments = [];
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    moments = event.key === "Shift" ? [...moments, event.timeStamp].slice(-PRESSES) : [];
    if (moments.length === PRESSES && event.timeStamp - moments[0] <= WITHIN_MS) leave();
  });
}

/*
 * The way out replaces the page it is pressed on, but pages before it remain in the browser's history. Each of them was
 * left by a link inside the site, so a page of the site should come after it; when none does, somebody went out this way.
 */
function blankIfLeft() {
  const wasLeft = history.state === INSIDE && window.navigation && !pageAfter();
  if (history.state === INSIDE) history.replaceState(null, "");
  if (!wasLeft) return;
  cover();
  location.replace("about:blank");
}

function pageAfter() {
  const { currentEntry } = window.navigation;
  return window.navigation.entries().some((entry) => entry.index > currentEntry.index && isOurs(entry.url));
}

function isOurs(address) {
  return Boolean(address) && address.startsWith(`${location.origin}/`);
}

/** Notes that this page is left for another of ours; where a browser cannot tell later, the page leaves no trace behind. */
function markInside(event) {
  const link = event.target.closest?.("a[href]");
  const opensHere = link && !link.target && !link.hasAttribute("download") && event.button === 0;
  const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!opensHere || isModified || event.defaultPrevented || link.matches("[data-quick-exit]")) return;
  if (!isOurs(link.href) || link.pathname === location.pathname) return;
  if (window.navigation) return history.replaceState(INSIDE, "");
  event.preventDefault();
  location.replace(link.href);
}
