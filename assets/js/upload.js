// The page of a film: sends it in pieces that survive a lost connection, a reload and a restart of the server.
import { sendInPieces } from "./upload/form.js";

document.querySelectorAll("form[data-upload]").forEach(sendInPieces);
