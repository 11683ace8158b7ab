// The text beside the film: follows what is said, seeks on a press, rests while somebody reads in it.
const REST_MS = 4000;
const HALF_A_FRAME = 0.05;
const RIGHT_TO_LEFT = new Set(["ar", "fa", "ckb"]);
const list = document.querySelector("[data-transcript]");
const own = list && { lang: list.lang, dir: list.dir, lines: [...list.children] };

/** The text in the language of the captions, made from their cues; that of the page again when there are none. */
export function showTranscript(language, cues) {
  if (!list) return;
  const isOwn = !cues?.length || language === own.lang;
  const wanted = isOwn ? own : { lang: language, dir: RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr" };
  if (list.lang === wanted.lang) return;
  list.replaceChildren(...(isOwn ? own.lines : [...cues].map(lineOf)));
  Object.assign(list, { lang: wanted.lang, dir: wanted.dir });
}

function lineOf(cue) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#t=${cue.startTime}`;
  link.dataset.start = cue.startTime;
  link.textContent = cue.getCueAsHTML().textContent;
  line.append(link, " ");
  return line;
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
