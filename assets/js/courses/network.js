// When the network fails: the place is kept, we try again with longer and longer waits, and say so in words.
import { isGone, load, unload } from "./source.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const MOST_TRIES = 8;
const TRIES_OF_LISTS = 3;
const PATIENCE_MS = 2500;

export function outlastNetwork(film) {
  const { video } = film;
  let tries = 0;
  let timer = 0;
  let slow = 0;

  video.addEventListener("timeupdate", moved);
  video.addEventListener("playing", flows);
  video.addEventListener("pause", rests);
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

  /** Somebody paused; a browser that lost the film says so too, but then it is on its way or broken. */
  function rests() {
    if (!film.isMoving && !film.isBroken && !video.error) film.plays = false;
  }

  function waits() {
    clearTimeout(slow);
    slow = setTimeout(() => !video.paused && film.say(navigator.onLine ? "waiting" : "offline"), PATIENCE_MS);
  }

  function stopped() {
    if (!film.isStarted || !film.hls && !video.error) return;
    if (cannotPlayLists()) return void load(film, film.plays);
    film.isBroken = true;
    clearTimeout(timer);
    clearTimeout(slow);
    if (tries >= MOST_TRIES) return giveUp();
    film.say(navigator.onLine ? "again" : "offline");
    timer = setTimeout(again, Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS));
    if (navigator.onLine) tries += 1;
    askWhetherGone(film.address);
  }

  /** Asks beside the next try; a film that was withdrawn is not tried again. */
  async function askWhetherGone(address) {
    if (!(await isGone(address)) || address !== film.address) return;
    clearTimeout(timer);
    unload(film);
    tries = 0;
    film.isBroken = false;
    film.say("gone");
  }

  /** A browser that promised to play a playlist and does not gets the file as it is. */
  function cannotPlayLists() {
    const isRefused = video.error?.code === MediaError.MEDIA_ERR_DECODE || tries === TRIES_OF_LISTS;
    if (!isRefused || !film.files.hasPlaylist || !film.files.usual) return false;
    film.files = { ...film.files, hasPlaylist: false };
    return true;
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
