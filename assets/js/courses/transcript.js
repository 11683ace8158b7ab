// The text beside the film: follows what is said, seeks on a press, rests while somebody reads in it.
const REST_MS = 4000;
const HALF_A_FRAME = 0.05;
const list = document.querySelector("[data-transcript]");
const own = list && { lang: list.lang, dir: list.dir, lines: [...list.children] };

/** The text in the language of the captions; the page holds them all, and its own again when there are none. */
export function showTranscript(language) {
  if (!list) return;
  const other = [...document.querySelectorAll("ol.transcript[lang]")].find((one) => one !== list && one.lang === language);
  const { lang, dir } = other && language !== own.lang ? other : own;
  if (list.lang === lang) return;
  list.replaceChildren(...(lang === own.lang ? own.lines : [...other.children].map((line) => line.cloneNode(true))));
  Object.assign(list, { lang, dir });
}

/** Marks the line that is said, keeps it in sight. */
export function followFilm({ video }) {
  if (!list) return;
  let until = 0;
  const touched = () => (until = performance.now() + REST_MS);
  for (const name of ["wheel", "touchmove", "keydown"]) list.addEventListener(name, touched, { passive: true });
  const isRead = () => list.matches(":hover") || list.contains(document.activeElement) || performance.now() < until;
  video.addEventListener("timeupdate", () => {
    const line = mark(video.currentTime);
    if (line && !isRead()) bringIntoSight(line);
  });
}

/** The line that has just become the one that is said. */
function mark(seconds) {
  const links = [...list.querySelectorAll("[data-start]")];
  const now = links.filter((link) => Number(link.dataset.start) <= seconds + HALF_A_FRAME).at(-1);
  const before = list.querySelector("[aria-current]");
  if (now === before) return null;
  before?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "true");
  return now;
}

/** Scrolls the list alone, never the page. */
function bringIntoSight(link) {
  if (list.scrollHeight <= list.clientHeight) return;
  const off = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  list.scrollBy({ top: off - list.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}
