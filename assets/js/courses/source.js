// Where the film comes from: the browser's own HLS, hls.js where it has none, or a file as it is.
const PLAYLIST = "application/vnd.apple.mpegurl";

/** Takes the files named in the page away from the browser, so that it fetches none by itself, and says which they are. */
export function takeFiles(video) {
  const sources = [...video.querySelectorAll("source")];
  const addresses = sources.map((source) => source.src);
  sources.forEach((source) => source.remove());
  video.load();
  const files = addresses.filter((address) => address.endsWith(".mp4"));
  return {
    base: new URL(".", addresses[0]).href,
    hasPlaylist: addresses.some((address) => address.endsWith(".m3u8")),
    usual: nameOf(files[0]),
    small: nameOf(files.at(-1)),
  };
}

function nameOf(address) {
  return address?.slice(address.lastIndexOf("/") + 1);
}

/** Loads what is wanted and stands at `film.position`; plays when `plays`. */
export async function load(film, plays) {
  const { video } = film;
  const address = addressOf(film);
  film.address = address;
  unload(film);
  film.isMoving = true;
  standAt(film);
  if (address.endsWith(".m3u8") && !video.canPlayType(PLAYLIST)) await playByScript(film, address);
  else video.src = address;
  video.preload = "auto";
  if (plays) await video.play().catch(() => {});
}

/** Lets go of the network. */
export function unload(film) {
  film.hls?.destroy();
  film.hls = null;
}

/** Whether the server says that there is no such film: it was withdrawn. */
export async function isGone(address) {
  const asking = { method: "HEAD", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };
  const answer = await fetch(address, asking).catch(() => null);
  return answer?.status === 404;
}

function addressOf({ files, mode, saves, rung, video }) {
  if (mode === "sound") return `${files.base}audio.m4a`;
  const playsLists = files.hasPlaylist && (video.canPlayType(PLAYLIST) || "MediaSource" in window);
  if (playsLists) return files.base + (saves && rung ? `${rung}/index.m3u8` : "master.m3u8");
  return files.base + (saves ? files.small : files.usual);
}

function standAt(film) {
  const { video, position } = film;
  const stand = () => {
    if (position) video.currentTime = position;
    video.playbackRate = film.speed;
    film.isMoving = false;
  };
  video.addEventListener("loadedmetadata", stand, { once: true });
}

async function playByScript(film, address) {
  const { default: Hls } = await import(film.script);
  const hls = new Hls({ enableWorker: false, testBandwidth: false, startPosition: film.position || -1 });
  hls.on(Hls.Events.ERROR, (_name, problem) => problem.fatal && film.video.dispatchEvent(new Event("filmstopped")));
  hls.loadSource(address);
  hls.attachMedia(film.video);
  film.hls = hls;
}
