// Captions: side-loaded WebVTT, chosen apart from the page's language, fetched after the first picture.
import { showTranscript } from "./transcript.js";

/*
 * Only the chosen track is ever beside the film: with several, Chromium puts the one of its own language in place of
 * the one that somebody chose.
 */
export function captionsOf(film) {
  const { video, root } = film;
  const choice = root.querySelector("[data-captions]");
  const words = root.querySelector("[data-words]");
  const known = takeTracks(video);
  let last = choice?.value || known[0]?.srclang;
  if (!choice) return { toggle() {} };
  video.addEventListener("loadeddata", show);
  video.textTracks.addEventListener("change", follow);
  choice.addEventListener("change", () => (video.readyState ? show() : undefined));
  return { toggle };

  function show() {
    const there = video.querySelector("track");
    const one = known.find(({ srclang }) => srclang === choice.value);
    const address = one && film.files.base + one.name;
    last = choice.value || last;
    if (there?.src !== address) {
      there?.remove();
      words.textContent = "";
      if (one) video.append(trackOf(one, address));
    }
    const track = video.querySelector("track")?.track;
    if (track) track.mode = film.mode === "sound" ? "hidden" : "showing";
    words.hidden = film.mode !== "sound" || !track;
    showTranscript(choice.value, track?.cues);
  }

  function trackOf({ srclang, label }, src) {
    const element = Object.assign(document.createElement("track"), { kind: "captions", srclang, label, src });
    element.addEventListener("load", () => element.isConnected && showTranscript(srclang, element.track.cues));
    element.addEventListener("error", () => film.say("noCaptions"));
    Object.assign(words, { lang: srclang, dir: "auto" });
    element.track.addEventListener("cuechange", () => {
      words.textContent = [...(element.track.activeCues ?? [])].map((cue) => cue.getCueAsHTML().textContent).join(" ");
    });
    return element;
  }

  /** The browser's own menu may switch them off. */
  function follow() {
    const track = video.querySelector("track")?.track;
    if (track?.mode === "disabled" && choice.value === track.language) choose("");
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
