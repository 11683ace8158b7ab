// The pages of an application: saved in the background while one writes, and the end of the session told in time.
import "./script-on.js";
import { saveWhileWriting } from "./apply/autosave.js";
import { warnBeforeTheEnd } from "./apply/session.js";
import { countCharacters } from "./report/counter.js";

document.querySelectorAll("[data-counter]").forEach(countCharacters);
document.querySelectorAll("form[data-autosave]").forEach(saveWhileWriting);
document.querySelectorAll("[data-session-end]").forEach(warnBeforeTheEnd);
