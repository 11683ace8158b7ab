// Every page of the courses: the way out.
import "./script-on.js";
import { offerExit } from "./courses/exit.js";

offerExit();
