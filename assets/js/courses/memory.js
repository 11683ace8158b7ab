// What this device remembers, in localStorage and nowhere else, and nothing at all until somebody switched it on.
const PREFIX = "kurser:";
const ON = "minns";

/** The only keys there ever are, without their prefix: the switch, places in films, settings, parts done, reflections. */
export const KEYS = [ON, "plats", "val", "klart", "svar"];

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function store(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function isOn() {
  return stored(ON) === true;
}

/** Switches remembering on; false when the browser refuses to keep anything. */
export function switchOn() {
  return store(ON, true);
}

/** What is kept under `key` for `name`, or `otherwise`. */
export function recall(key, name, otherwise = null) {
  return (isOn() && stored(key)?.[name]) || otherwise;
}

/** Keeps `value` under `key` for `name` when remembering is on; an empty value is taken away. */
export function keep(key, name, value) {
  if (!isOn()) return;
  const all = stored(key) ?? {};
  if (value) all[name] = value;
  else delete all[name];
  store(key, all);
}

/** Erases everything, the switch included. */
export function forget() {
  try {
    for (const key of KEYS) localStorage.removeItem(PREFIX + key);
  } catch {
    // A browser that lets nobody near its storage has kept nothing either.
  }
}
