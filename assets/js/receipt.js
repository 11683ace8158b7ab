// The receipt page: copy, share, save and print what stands in [data-receipt-text].
import "./script-on.js";

const SHOW = 3000;

function start(page) {
  const words = () => page.querySelector("[data-receipt-text]").textContent.trim();
  const acts = {
    copy: () => navigator.clipboard.writeText(words()),
    share: () => navigator.share({ title: document.title, text: words() }),
    save: () => save(words(), page.dataset.fileName),
    print: () => print(),
  };
  const missing = { copy: !navigator.clipboard, share: !navigator.share };
  for (const button of page.querySelectorAll("[data-action]")) {
    const name = button.dataset.action;
    button.hidden = Boolean(missing[name]);
    button.addEventListener("click", () => act(button, acts[name]));
  }
}

async function act(button, action) {
  try {
    await action();
    if (button.dataset.done) confirm(button, button.dataset.done);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

/** Says beside the button, also to a screen reader, that it is done. */
function confirm(button, words) {
  const note = document.createElement("span");
  note.className = "small";
  note.setAttribute("role", "status");
  button.after(note);
  note.textContent = words;
  setTimeout(() => note.remove(), SHOW);
}

function save(words, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${words}\n`], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SHOW);
}

document.querySelectorAll("[data-receipt]").forEach(start);
