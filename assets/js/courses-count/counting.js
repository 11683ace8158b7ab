// Nothing is sent before the switch is on; then each milestone once, as long as this page lives. Where the device was
// asked to remember, the choice and what was counted are remembered, so that the next page counts nothing twice.
import { keep, recall } from "../courses/memory.js";
import { whenRemembering } from "../courses/remember.js";

const KEY = "val";
const NAME = "count";

/** Shows the switch instead of the button. */
export function offerCounting(box) {
  const tick = box.querySelector("[data-count-switch]");
  const says = box.querySelector("[data-count-says]");
  const reached = new Set(["visit"]);
  const counted = `counted/${box.dataset.course}`;
  const sent = new Set(recall(KEY, counted, "").split(" "));
  box.querySelector("[data-count-form]").hidden = true;
  if (!("film" in box.dataset)) reach(...end());
  tick.checked = recall(KEY, NAME, false);
  if (tick.checked) send();
  tick.addEventListener("change", () => (tick.checked ? send() : switchOff()));
  document.addEventListener("ended", () => reach(...end()), true);
  whenRemembering(remember, () => (tick.checked = false));

  function switchOff() {
    remember();
    says.textContent = box.dataset.off;
  }

  function remember() {
    keep(KEY, NAME, tick.checked);
    keep(KEY, counted, [...sent].join(" ").trim());
  }

  /** The end of this part; of the whole course when it is the last one. */
  function end() {
    const { part, parts } = box.dataset;
    return part === parts ? [`part-${part}`, "done"] : [`part-${part}`];
  }

  function reach(...milestones) {
    milestones.forEach((milestone) => reached.add(milestone));
    if (tick.checked) send();
  }

  /** A milestone that is lost on its way is lost: nothing is tried again, so nothing is counted twice. */
  async function send() {
    const news = [...reached].filter((milestone) => !sent.has(milestone));
    news.forEach((milestone) => sent.add(milestone));
    remember();
    const answers = await Promise.all(news.map((milestone) => post(box.dataset.url, milestone)));
    says.textContent = answers.every(Boolean) ? box.dataset.on : box.dataset.failed;
  }
}

async function post(url, milestone) {
  try {
    const body = new URLSearchParams({ milestone });
    const answer = await fetch(url, { method: "POST", body, credentials: "omit", referrerPolicy: "no-referrer" });
    return answer.ok;
  } catch {
    return false;
  }
}
