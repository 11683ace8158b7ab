import { Server } from "./server.js";
import { Upload } from "./upload.js";

const MEGABYTE = 1024 * 1024;
const MOST = 4 * 1024 * MEGABYTE;
const SAY_EVERY = 10; // percent, so that a screen reader is not talked to death

/** Makes the plain form send its file in pieces, with progress, pause and going on. */
export function sendInPieces(form) {
  const part = (name) => form.querySelector(`[data-upload-${name}]`);
  const words = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), form.dataset[`words${name}`]);
  const input = form.querySelector("input[type=file]");
  const cancel = document.querySelector("[data-upload-cancel]");
  const server = new Server(form.dataset.url, form.elements.csrf_token.value);
  let upload = null;
  let saidPercent = -SAY_EVERY;

  function say(text) {
    part("said").textContent = text;
  }

  function show(state) {
    part("progress").hidden = state === "none";
    part("start").hidden = state !== "none";
    part("pause").hidden = state !== "sending";
    part("go").hidden = state !== "stopped";
    input.disabled = state !== "none";
    if (cancel) cancel.hidden = state === "none" && !upload;
  }

  function progress() {
    const { size } = upload.file;
    const percent = Math.floor((upload.at * 100) / size);
    const text = words("Progress", { percent, received: megabytes(upload.at), size: megabytes(size) });
    part("progress").querySelector("progress").value = percent;
    part("text").textContent = `${text} ${left(upload.secondsLeft)}`;
    if (percent - saidPercent >= SAY_EVERY) {
      say(part("text").textContent);
      saidPercent = percent;
    }
    document.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: { successful: true } })); // we are not idle
  }

  function left(seconds) {
    if (seconds === null) return "";
    return seconds < 60 ? words("LeftSoon") : words("LeftMinutes", { count: Math.ceil(seconds / 60) });
  }

  function refused(error) {
    show("stopped");
    const isSignedOut = error.status === 401 || error.status === 400;
    say(isSignedOut ? words("SignedOut") : error.message || words("Failed"));
    if (error.status && error.status !== 507 && !isSignedOut && upload.at === 0) show("none");
    (part("go").hidden ? part("start") : part("go")).focus();
  }

  const on = {
    begun(at, before) {
      if (at > 0) say(words("Resumed"));
      else if (before > 0) say(words("Other"));
      progress();
    },
    progress,
    away: () => say(words("Offline")),
    back: () => say(words("Back")),
    paused() {
      show("stopped");
      say(words("Paused"));
    },
    refused,
    done() {
      removeEventListener("beforeunload", warn);
      say(words("Done"));
      location.assign(location.pathname);
    },
  };

  function warn(event) {
    event.preventDefault();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = input.files[0];
    if (!file) return say(words("Choose"));
    if (file.size > MOST) return say(words("TooLarge"));
    upload = new Upload(server, file, Number(form.dataset.chunk), on);
    part("name").textContent = file.name;
    saidPercent = -SAY_EVERY;
    addEventListener("beforeunload", warn);
    show("sending");
    part("pause").focus();
    upload.run();
  });

  part("pause").addEventListener("click", () => {
    upload.pause();
    part("go").focus();
  });

  part("go").addEventListener("click", async () => {
    show("sending");
    part("pause").focus();
    await server.renew().catch(() => {});
    upload.run();
  });

  cancel?.addEventListener("submit", () => {
    removeEventListener("beforeunload", warn);
    upload?.pause();
  });
}

function megabytes(bytes) {
  const format = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`, { maximumFractionDigits: 1 });
  return bytes >= 1024 * MEGABYTE ? `${format.format(bytes / 1024 / MEGABYTE)} GB` : `${format.format(bytes / MEGABYTE)} MB`;
}
