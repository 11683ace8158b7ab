// Asks before words are sent that say who somebody is; the server asks the same. A second press sends nothing.
import { personalIn } from "./personal.js";

export function checkWords(form) {
  const area = form.elements[form.dataset.feedback];
  let isSent = false;

  form.addEventListener("submit", (event) => {
    const found = event.submitter?.name === "language" ? [] : personalIn(area.value);
    if (isSent || found.length) event.preventDefault();
    if (found.length) ask(form, area, found);
    else isSent = true;
  });
  window.addEventListener("pageshow", () => (isSent = false));
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
