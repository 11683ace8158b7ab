// The film of a course, what the device remembers when asked to, and the way out. Asks for nothing before a press.
import "./script-on.js";
import { offerExit } from "./courses/exit.js";
import { start } from "./courses/player.js";
import { offerMemory } from "./courses/remember.js";

offerExit();
offerMemory();
document.querySelectorAll("[data-player]").forEach(start);
