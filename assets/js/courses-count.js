// "Count my visit", and the form about a course: both send only what somebody pressed for.
import "./script-on.js";
import { offerCounting } from "./courses-count/counting.js";
import { checkWords } from "./courses-count/feedback.js";
import { countCharacters } from "./report/counter.js";

document.querySelectorAll("[data-count]").forEach(offerCounting);
document.querySelectorAll("form[data-feedback]").forEach(checkWords);
document.querySelectorAll("[data-counter]").forEach(countCharacters);
