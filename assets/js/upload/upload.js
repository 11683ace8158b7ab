import { proofOf } from "./digest.js";
import { Away, Refused } from "./server.js";

const LONGEST_WAIT = 15_000;
const SPEED_MEMORY = 0.7;
const TRIES = 4; // of a piece that arrives damaged, or meets a server that cannot just now

/** One file on its way to the server; tells `on` how it goes. It can be paused and goes on by itself after a break. */
export class Upload {
  constructor(server, file, chunk, on) {
    Object.assign(this, { server, file, chunk, on, at: 0, speed: 0, isPaused: false });
    this.failures = 0;
  }

  /** Find out how much is there and send the rest; ends when all is sent, paused, or the server refuses. */
  async run() {
    this.isPaused = false;
    this.abort = new AbortController();
    try {
      await this.#patiently(() => this.#begin());
      while (!this.isPaused && !this.isDone) await this.#patiently(() => this.#next());
      if (this.isDone) this.on.done();
    } catch (error) {
      if (!this.isPaused) this.on.refused(error);
    }
  }

  pause() {
    this.isPaused = true;
    this.abort?.abort();
    this.wake?.();
    this.on.paused();
  }

  get secondsLeft() {
    return this.speed > 0 ? (this.file.size - this.at) / this.speed : null;
  }

  async #begin() {
    const { size, name } = this.file;
    const before = await this.server.state();
    const seam = before.mine && before.name && before.size === size ? before.received : 0;
    const told = await this.server.begin(name, size, seam, await proofOf(this.file, seam));
    this.#heard(told);
    this.on.begun(this.at, before.mine ? before.received : 0);
  }

  async #next() {
    const started = performance.now();
    const piece = this.file.slice(this.at, this.at + this.chunk);
    const told = await this.server.piece(this.at, piece, this.abort.signal);
    const speed = piece.size / Math.max((performance.now() - started) / 1000, 0.001);
    this.speed = this.speed ? SPEED_MEMORY * this.speed + (1 - SPEED_MEMORY) * speed : speed;
    this.#heard(told);
    this.on.progress(this.at);
  }

  #heard(told) {
    this.at = told.received;
    this.isDone = told.done && told.state !== "receiving";
  }

  /** Do `step`; without an answer wait and ask how much is there, until the network is back or somebody pauses. */
  async #patiently(step) {
    for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        await step();
        if (this.wasAway) this.on.back();
        this.wasAway = false;
        this.failures = 0;
        return;
      } catch (error) {
        if (this.isPaused) return;
        if (error instanceof Refused && (await this.#mended(error))) return;
        if (!(error instanceof Away)) throw error;
        if (!this.wasAway) this.on.away();
        this.wasAway = true;
        await this.#wait(wait);
        if (this.isPaused) return;
      }
    }
  }

  /** True when a refusal only says that things are elsewhere, or may do the next time. */
  async #mended(error) {
    this.failures += 1;
    if (this.failures > TRIES) return false;
    if (error.received !== undefined) {
      this.at = error.received;
      return true;
    }
    if (error.status === 409 && this.at > 0) {
      const told = await this.server.state();
      if (told.done) this.#heard(told);
      return told.done;
    }
    return error.status === 422 && this.at > 0;
  }

  #wait(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(finish, ms);
      const self = this;
      function finish() {
        clearTimeout(timer);
        removeEventListener("online", finish);
        self.wake = null;
        resolve();
      }
      this.wake = finish;
      addEventListener("online", finish);
    });
  }
}
