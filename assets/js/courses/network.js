// When the network fails: the place is kept, we try again with longer and longer waits, and say so in words.
import { load } from "./source.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const MOST_TRIES = 8;
const PATIENCE_MS = 2500;

export function outlastNetwork(film) {
  const { video } = film;
  let tries = 0;
  let timer = 0;
  let slow = 0;

  video.addEventListener("timeupdate", moved);
  video.addEventListener("playing", flows);
  video.addEventListener("waiting", waits);
  video.addEventListener("error", stopped);
  video.addEventListener("filmstopped", stopped);
  window.addEventListener("online", () => film.isBroken && again());
  window.addEventListener("offline", () => isWanted() && film.say("offline"));

  function isWanted() {
    return film.isStarted && (film.isBroken || !video.paused);
  }

  function moved() {
    if (film.isMoving || film.isBroken) return;
    film.position = video.currentTime;
    film.plays = !video.paused;
  }

  function flows() {
    tries = 0;
    film.isBroken = false;
    film.plays = true;
    clearTimeout(slow);
    film.say("");
  }

  function waits() {
    clearTimeout(slow);
    slow = setTimeout(() => !video.paused && film.say(navigator.onLine ? "waiting" : "offline"), PATIENCE_MS);
  }

  function stopped() {
    if (!film.isStarted || !film.hls && !video.error) return;
    if (cannotPlayLists()) return void load(film, true);
    film.isBroken = true;
    clearTimeout(timer);
    clearTimeout(slow);
    if (tries >= MOST_TRIES) return giveUp();
    film.say(navigator.onLine ? "again" : "offline");
    timer = setTimeout(again, Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS));
    if (navigator.onLine) tries += 1;
  }

  /** A browser that promised to play a playlist and does not gets the file as it is. */
  function cannotPlayLists() {
    const refused = video.error?.code === MediaError.MEDIA_ERR_DECODE && film.files.hasPlaylist && film.files.usual;
    if (refused) film.files = { ...film.files, hasPlaylist: false };
    return refused;
  }

  function again() {
    clearTimeout(timer);
    load(film, film.plays);
  }

  function giveUp() {
    tries = 0;
    film.say("failed");
    film.offerPlay();
  }
}
