// Asks before words are sent that say who somebody is; the server asks the same. A double press sends once.
import { personalIn } from "./personal.js";

const ON_ITS_WAY_MS = 5000;

export function checkWords(form) {
  const area = form.elements[form.dataset.feedback];
  let isSent = false;

  form.addEventListener("submit", (event) => {
    const found = event.submitter?.name === "language" ? [] : personalIn(area.value);
    if (isSent || found.length) event.preventDefault();
    if (found.length) ask(form, area, found);
    else if (!isSent) hold();
  });
  window.addEventListener("pageshow", () => (isSent = false));

  /** For a while: a form that was stopped on its way can be sent again. */
  function hold() {
    isSent = true;
    setTimeout(() => (isSent = false), ON_ITS_WAY_MS);
  }
}

function ask(form, area, found) {
  const what = found.map((kind) => form.dataset[kind]).join(", ");
  errorOf(area).textContent = form.dataset.question.replace("{what}", what);
  area.closest(".field").classList.add("field--error");
  area.setAttribute("aria-invalid", "true");
  area.focus();
}

/** The place of the error, made where the server has not made one, and named by the field. */
function errorOf(area) {
  const id = `${area.id}-error`;
  const there = document.getElementById(id);
  if (there) return there;
  const error = document.createElement("p");
  error.className = "error";
  error.id = id;
  area.before(error);
  area.setAttribute("aria-describedby", `${id} ${area.getAttribute("aria-describedby") ?? ""}`.trim());
  return error;
}
