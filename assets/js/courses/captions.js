// Captions: side-loaded WebVTT, chosen apart from the page's language, fetched after the first picture.
import { showTranscript } from "./transcript.js";

export function captionsOf(film) {
  const { video, root } = film;
  const choice = root.querySelector("[data-captions]");
  const known = [...video.querySelectorAll("track")].map(({ srclang, label, src }) => ({ srclang, label, name: src.slice(src.lastIndexOf("/") + 1) }));
  let last = choice?.value || known[0]?.srclang;
  video.querySelectorAll("track").forEach((track) => track.remove());
  video.addEventListener("loadeddata", offer);
  video.textTracks.addEventListener("change", follow);
  choice?.addEventListener("change", () => (film.isStarted ? show() : undefined));

  /** Puts the tracks of this film beside it; only the one that is shown is fetched. */
  function offer() {
    if (video.dataset.tracksOf === film.files.base) return;
    video.dataset.tracksOf = film.files.base;
    video.querySelectorAll("track").forEach((track) => track.remove());
    for (const one of known) video.append(trackOf(one));
    show();
  }

  function trackOf({ srclang, label, name }) {
    const track = document.createElement("track");
    Object.assign(track, { kind: "captions", srclang, label, src: film.files.base + name });
    track.addEventListener("load", () => showTranscript(srclang, track.track.cues, () => choice.value === srclang));
    track.addEventListener("error", () => film.say("noCaptions"));
    return track;
  }

  function show() {
    for (const { track } of video.querySelectorAll("track")) {
      track.mode = track.language === choice?.value ? "showing" : "disabled";
      if (track.mode === "showing") showTranscript(track.language, track.cues);
    }
    if (choice?.value) last = choice.value;
    else showTranscript("");
  }

  /** The browser's own menu may choose too. */
  function follow() {
    const shown = [...video.textTracks].find((track) => track.mode === "showing")?.language ?? "";
    if (!choice || !video.dataset.tracksOf || choice.value === shown) return;
    choice.value = shown;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  return {
    toggle() {
      if (!choice) return;
      choice.value = choice.value ? "" : last;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };
}
