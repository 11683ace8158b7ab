const RETRY = 15000;

/**
 * Sends the form without leaving the page, so that a lost connection loses nothing: it says so and tries again. The
 * form token makes a second arrival the same case. Buttons with a name (the languages) leave the page as usual.
 */
export function sendInPlace(form, preparations, restart) {
  const button = form.querySelector("button[type=submit]:not([name])");
  const note = document.createElement("div");
  note.setAttribute("role", "status");
  form.querySelector(".send-bar")?.before(note);
  let timer = 0;
  let sending = false;

  function say(words) {
    note.className = words ? "banner banner--warn" : "";
    note.textContent = words;
  }

  function occupied(yes) {
    sending = yes;
    button.setAttribute("aria-disabled", yes);
    button.textContent = yes ? form.dataset.sending : button.dataset.words;
  }

  async function send() {
    if (sending) return;
    clearTimeout(timer);
    occupied(true);
    try {
      for (const ready of preparations) await ready();
      await follow(await fetch(form.action, { method: "POST", body: new FormData(form) }));
      say("");
    } catch {
      say(form.dataset.offline);
      timer = setTimeout(send, RETRY);
    }
    occupied(false);
  }

  async function follow(response) {
    if (response.redirected) {
      location.assign(response.url);
      await new Promise(() => {});
    }
    showPage(await response.text());
    restart();
  }

  button.dataset.words = button.textContent;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name) return;
    event.preventDefault();
    send();
  });
  addEventListener("online", () => {
    if (!timer || sending || !form.isConnected) return;
    say(form.dataset.backOnline);
    send();
  });
}

/** Shows a page that came as an answer in place of this one, as the browser would have. */
function showPage(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  page.querySelector("[autofocus]")?.removeAttribute("autofocus"); // focused below, once it is in the page
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(0, 0);
  (document.querySelector("[data-error-summary]") ?? document.querySelector("main"))?.focus();
}
