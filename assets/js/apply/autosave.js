const PAUSE = 1200;
const PATIENCE = 3000;

/**
 * Sends the form in the background a moment after typing stops and when the page is left. The server keeps it as it
 * is, right or not; only the button goes on. Nothing is kept on the device.
 */
export function saveWhileWriting(form) {
  const state = form.querySelector("[data-saved-state]");
  let timer = 0;
  let running = null;
  let isDirty = false;

  function say(words, isDone = false) {
    state.textContent = words;
    state.classList.toggle("saved--done", isDone);
  }

  async function save(keepalive = false) {
    clearTimeout(timer);
    if (running) await running;
    if (!isDirty) return;
    isDirty = false;
    running = send(keepalive).finally(() => (running = null));
    await running;
  }

  async function send(keepalive) {
    const data = new FormData(form);
    data.delete("files");
    data.append("autosave", "1");
    try {
      const body = new URLSearchParams(data);
      const answer = await fetch(form.action, { method: "POST", body, keepalive, redirect: "error" });
      if (answer.ok) saved((await answer.json()).version);
      else refused(answer.status);
    } catch {
      isDirty = true;
      say(form.dataset.offline);
    }
  }

  function saved(version) {
    for (const field of document.querySelectorAll("[data-version]")) field.value = version;
    const time = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
    say(form.dataset.saved.replace("{time}", time), true);
  }

  function refused(status) {
    isDirty = true;
    if (status === 401 || status === 400) say(form.dataset.signedOut);
    else if (status === 409) say(form.dataset.elsewhere);
    else say(form.dataset.offline);
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    isDirty = false;
    if (!running) return;
    event.preventDefault();
    await Promise.race([running, new Promise((go) => setTimeout(go, PATIENCE))]);
    running = null;
    isDirty = false;
    form.requestSubmit(event.submitter);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save(true));
  addEventListener("online", () => save());
}
