// Staff pages: htmx swaps parts of a page, keys move through the queue. All of it works without, only slower.
import "./script-on.js";
import htmx from "htmx.org/dist/htmx.esm.js";
import { listenForKeys } from "./staff/keys.js";
import { followTicks } from "./staff/bulk.js";
import { warnBeforeTheEnd } from "./staff/session.js";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0, // nothing about a case is left in the browser
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  scrollBehavior: "auto",
  timeout: 20000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409|422", swap: true },
    { code: "...", swap: false, error: true },
  ],
});

listenForKeys();
followTicks();
document.querySelectorAll("[data-session-end]").forEach(warnBeforeTheEnd);

/** A second press while the first is on its way does nothing. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || "sessionEnd" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
});
