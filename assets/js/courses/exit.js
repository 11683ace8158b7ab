// Leave quickly: a blank page at once, silence at once, another site; Back finds nothing of the courses either.
const PRESSES = 3;
const WITHIN_MS = 5000;
const INSIDE = "inside";

export function offerExit() {
  const links = [...document.querySelectorAll("[data-quick-exit]")];
  if (!links.length) return;
  const leave = () => go(links[0].href);
  leaveAgain(leave);
  window.addEventListener("pageshow", () => leaveAgain(leave));
  window.addEventListener("click", markInside);
  window.addEventListener("submit", markSending);
  onPressesOfShift(leave);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
}

function go(address) {
  silence();
  cover();
  location.replace(address);
}

function silence() {
  for (const media of document.querySelectorAll("video, audio")) {
    media.muted = true;
    media.pause();
  }
}

/** Everything away from the screen, the name of the tab too. */
function cover() {
  document.documentElement.classList.add("left-quickly");
  document.title = "\u200b";
  document.body.replaceChildren();
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
 * left by a link inside the site, so a page of the site should come after it; when none does, somebody went out this
 * way, and Back leads out again.
 */
function leaveAgain(leave) {
  if (history.state !== INSIDE) return;
  history.replaceState(null, "");
  if (window.navigation && !hasPageAfter(window.navigation)) leave();
}

function hasPageAfter(navigation) {
  return navigation.entries().some((entry) => entry.index > navigation.currentEntry.index);
}

/*
 * Notes that this page is left for another of ours; where a browser cannot tell later, it leaves no trace in the history.
 * The window hears of a press last of all: a link that the page itself has answered (into the film) leaves nothing.
 */
function markInside(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || !opensHere(link, event)) return;
  if (link.origin !== location.origin || link.pathname === location.pathname) return;
  if (window.navigation) return history.replaceState(INSIDE, "");
  event.preventDefault();
  location.replace(link.href);
}

/** A form that is sent leaves the page as a link does. */
function markSending(event) {
  if (!event.defaultPrevented && window.navigation) history.replaceState(INSIDE, "");
}

function opensHere(link, { button, ctrlKey, metaKey, shiftKey, altKey }) {
  return button === 0 && !(ctrlKey || metaKey || shiftKey || altKey) && !link.target && !link.hasAttribute("download");
}
