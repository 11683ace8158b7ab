// Captions: side-loaded WebVTT, chosen apart from the page's language, fetched after the first picture.
import { showTranscript } from "./transcript.js";

export function captionsOf(film) {
  const { video, root } = film;
  const choice = root.querySelector("[data-captions]");
  const known = takeTracks(video);
  let last = choice?.value || known[0]?.srclang;
  let base = "";
  if (!choice) return { toggle() {} };
  video.addEventListener("loadeddata", offer);
  video.textTracks.addEventListener("change", follow);
  choice.addEventListener("change", show);
  return { toggle };

  /** Puts the tracks of this film beside it; only the one that is shown is fetched. */
  function offer() {
    if (base === film.files.base) return;
    base = film.files.base;
    video.querySelectorAll("track").forEach((track) => track.remove());
    for (const one of known) video.append(trackOf(one));
    show();
  }

  function trackOf({ srclang, label, name }) {
    const track = document.createElement("track");
    Object.assign(track, { kind: "captions", srclang, label, src: base + name });
    track.addEventListener("error", () => film.say("noCaptions"));
    return track;
  }

  function show() {
    last = choice.value || last;
    for (const { track } of video.querySelectorAll("track")) {
      track.mode = track.language === choice.value ? "showing" : "disabled";
    }
    showTranscript(choice.value);
  }

  /** The browser's own menu may choose too. */
  function follow() {
    const shown = [...video.textTracks].find((track) => track.mode === "showing")?.language ?? "";
    if (base && choice.value !== shown) choose(shown);
  }

  function toggle() {
    choose(choice.value ? "" : last);
  }

  function choose(language) {
    choice.value = language;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Takes the tracks away from the browser, which might fetch one by itself, and says which they are. */
function takeTracks(video) {
  return [...video.querySelectorAll("track")].map((track) => {
    track.remove();
    const { srclang, label, src } = track;
    return { srclang, label, name: src.slice(src.lastIndexOf("/") + 1) };
  });
}
