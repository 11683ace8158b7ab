import { digest } from "./digest.js";

const PIECE_MS = 120_000;

/** The server said no: `status` and its words; `received` when it wants to go on from another place. */
export class Refused extends Error {
  constructor(status, told) {
    super(told?.fault ?? "");
    this.status = status;
    this.received = told?.received;
  }
}

/** No answer: the network or the server is away. */
export class Away extends Error {}

/** The upload of one film as the server sees it. */
export class Server {
  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  state() {
    return this.#ask(this.url, {});
  }

  begin(name, size, seam, proof) {
    return this.#ask(this.url, { method: "POST", body: new URLSearchParams({ name, size, seam, proof }) });
  }

  async piece(at, blob, signal) {
    const bytes = await blob.arrayBuffer();
    const headers = { "Content-Type": "application/octet-stream", "X-Digest": await digest(bytes) };
    return this.#ask(`${this.url}/${at}`, { method: "PUT", body: bytes, headers, signal });
  }

  /** A new form token, for somebody who has signed in again in another tab. */
  async renew() {
    const answer = await reached(() => fetch(location.href, { redirect: "follow" }));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.token = page.querySelector("form[data-upload] [name=csrf_token]")?.value ?? this.token;
  }

  async #ask(url, options) {
    const headers = { ...options.headers, "X-CSRF-Token": this.token, Accept: "application/json" };
    const signals = [AbortSignal.timeout?.(PIECE_MS), options.signal].filter(Boolean);
    const signal = AbortSignal.any ? AbortSignal.any(signals) : (options.signal ?? signals[0]);
    const answer = await reached(() => fetch(url, { ...options, headers, signal, redirect: "manual" }));
    if (answer.type === "opaqueredirect") throw new Refused(401);
    const told = await answer.json().catch(() => null);
    if (answer.status >= 502 && answer.status <= 504) throw new Away();
    if (!answer.ok || !told) throw new Refused(answer.status, told);
    return told;
  }
}

async function reached(ask) {
  try {
    return await ask();
  } catch {
    throw new Away();
  }
}
