// The report form. Everything here makes an already complete page quicker; nothing is kept on the device.
import "./script-on.js";
import { countCharacters } from "./report/counter.js";
import { takePhotos } from "./report/photos.js";
import { offerPosition } from "./report/position.js";
import { sendInPlace } from "./report/send.js";
import { prepareWork } from "./report/work.js";

/**
 * Joins the parts to whatever forms the page holds; called again when an answer replaces the page. A form that is only
 * to reckon and be sent once more does so by itself.
 */
function start() {
  document.querySelectorAll("[data-counter]").forEach(countCharacters);
  document.querySelectorAll("[data-position]").forEach(offerPosition);
  for (const form of document.querySelectorAll("form[data-report]")) {
    const photos = takePhotos(form);
    const work = prepareWork(form);
    sendInPlace(form, [photos, work], start);
    if ("workNow" in form.dataset) form.requestSubmit();
  }
}

start();
