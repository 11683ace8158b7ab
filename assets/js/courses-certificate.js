// The certificate: parts that this device remembers as done are ticked, and a button prints. Nothing is sent.
import "./script-on.js";
import { offerExit } from "./courses/exit.js";
import { recall } from "./courses/memory.js";

offerExit();
for (const paper of document.querySelectorAll("[data-paper]")) {
  for (const tick of paper.querySelectorAll("[data-part]")) {
    tick.checked = recall("klart", `${paper.dataset.course}/${tick.dataset.part}`, false) === true;
  }
}
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
