// The text beside the film: follows what is said, seeks on a press, rests while somebody reads in it.
const REST_MS = 4000;
const RIGHT_TO_LEFT = new Set(["ar", "fa", "ckb", "ur", "he", "ps"]);
const lists = [...document.querySelectorAll("[data-transcript]")];
const written = new Map(lists.map((list) => [list, { lang: list.lang, dir: list.dir, lines: [...list.children] }]));

/** The text in the language of the captions: that of the page comes with it, others are made from the cues. */
export function showTranscript(language, cues = null, isWanted = () => true) {
  for (const [list, own] of written) {
    const wantsOwn = !language || language === (own.lang || document.documentElement.lang);
    if (!wantsOwn && (!cues?.length || !isWanted())) continue;
    list.replaceChildren(...(wantsOwn ? own.lines : [...cues].map(line)));
    list.lang = wantsOwn ? own.lang : language;
    list.dir = wantsOwn ? own.dir : directionOf(language);
  }
}

function directionOf(language) {
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

function line(cue) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#t=${Math.floor(cue.startTime)}`;
  link.dataset.start = cue.startTime;
  link.textContent = cue.getCueAsHTML().textContent;
  item.append(link, " ");
  return item;
}

/** Marks the line that is said, keeps it in sight. */
export function followFilm(film) {
  film.video.addEventListener("timeupdate", () => written.forEach((_own, list) => mark(list, film.video.currentTime)));
  written.forEach((_own, list) => restWhileRead(list));
}

function mark(list, seconds) {
  const links = [...list.querySelectorAll("[data-start]")];
  const now = links.filter((link) => Number(link.dataset.start) <= seconds + 0.05).at(-1);
  const before = list.querySelector("[aria-current]");
  if (now === before) return;
  before?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "true");
  if (now && !list.isResting?.()) bringIntoSight(list, now);
}

/** Scrolls the list alone, never the page. */
function bringIntoSight(list, link) {
  if (list.scrollHeight <= list.clientHeight) return;
  const off = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  list.ourScroll = performance.now();
  list.scrollBy({ top: off - list.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}

function restWhileRead(list) {
  let until = 0;
  const touched = () => (until = performance.now() + REST_MS);
  for (const name of ["wheel", "touchmove", "keydown"]) list.addEventListener(name, touched, { passive: true });
  list.isResting = () => list.matches(":hover") || list.contains(document.activeElement) || performance.now() < until;
}
