// Finding a course in the browser alone: nothing is sent, the address stays as it is, and a new visit begins afresh.
import "./script-on.js";
import { offerExit } from "./courses/exit.js";

const WIDE = "(min-width: 56rem)";

offerExit();
document.querySelectorAll("[data-catalogue]").forEach(start);

function start(page) {
  const form = page.querySelector("[data-finder]");
  const found = {
    form,
    lookFor: form.querySelector("[data-look-for]"),
    ticks: [...form.querySelectorAll("[data-facet]")],
    cards: [...page.querySelectorAll("[data-course]")].map((card) => ({ card, words: plain(card.textContent) })),
    shelves: [...page.querySelectorAll("[data-shelf]")],
    none: page.querySelector("[data-none]"),
    count: form.querySelector("[data-count]"),
  };
  form.reset();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => show(found));
  for (const button of page.querySelectorAll("[data-clear]")) button.addEventListener("click", () => clear(found));
  openWhereThereIsRoom(form.querySelector("[data-more]"));
  show(found);
}

function clear(found) {
  found.form.reset();
  show(found);
  found.lookFor.focus();
}

function show({ ticks, lookFor, cards, shelves, none, count }) {
  const wanted = wantedBy(ticks);
  const words = plain(lookFor.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { card, words: text } of cards) {
    card.hidden = !(fits(card, wanted) && words.every((word) => text.includes(word)));
    if (!card.hidden) shown += 1;
  }
  for (const shelf of shelves) shelf.hidden = !shelf.querySelector("[data-course]:not([hidden])");
  none.hidden = shown > 0;
  count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", cards.length);
}

/** For every filter with a tick the values that are wanted. */
function wantedBy(ticks) {
  const wanted = new Map();
  for (const { checked, value, dataset } of ticks) {
    if (checked) wanted.set(dataset.facet, [...(wanted.get(dataset.facet) ?? []), value]);
  }
  return wanted;
}

/** One of the values wanted by each filter; what somebody needs (`access`) must all be there. */
function fits(card, wanted) {
  return [...wanted].every(([facet, values]) => {
    const has = card.dataset[facet].split(" ");
    const isThere = (value) => has.includes(value);
    return facet === "access" ? values.every(isThere) : values.some(isThere);
  });
}

/** Small letters without accents, so that `forskola` finds `förskola`. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function openWhereThereIsRoom(more) {
  const wide = matchMedia(WIDE);
  more.open = wide.matches;
  wide.addEventListener("change", () => (more.open = wide.matches));
}
