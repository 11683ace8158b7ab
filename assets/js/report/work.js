import { BLOCK, compress, padded, START } from "./sha256.js";

const BURST = 12;
const CHECK_EVERY = 256;
const letters = new TextEncoder();

/**
 * The small proof of work: a number whose SHA-256 together with the token begins with enough zero bits, put into the
 * hidden field `work`. It starts when somebody touches the form. Returns a function that resolves when it is done.
 */
export function prepareWork(form) {
  const { workBits, workToken = form.elements.token?.value } = form.dataset;
  const field = form.elements.work;
  if (!workBits || !workToken || !field || field.value) return async () => {};
  let running;
  const run = () => (running ??= solve(workToken, Number(workBits)).then((n) => (field.value = n)));
  if ("workNow" in form.dataset) run();
  else form.addEventListener("input", run, { once: true });
  return run;
}

/** The first number n for which SHA-256("token:n") begins with `bits` zero bits, looked for in short bursts. */
export async function solve(token, bits) {
  const isGood = checker(token, bits);
  for (let n = 0; ; ) {
    const until = performance.now() + BURST;
    do {
      for (const stop = n + CHECK_EVERY; n < stop; n++) if (isGood(n)) return String(n);
    } while (performance.now() < until);
    await new Promise((next) => setTimeout(next));
  }
}

/** Tests a number; the blocks that are the same for every number are reckoned once. */
function checker(token, bits) {
  const head = letters.encode(`${token}:`);
  const whole = head.length - (head.length % BLOCK);
  let begun = START;
  for (let at = 0; at < whole; at += BLOCK) begun = compress(begun, head, at);
  const rest = head.subarray(whole);
  return (n) => {
    const digits = letters.encode(String(n));
    const tail = new Uint8Array(rest.length + digits.length);
    tail.set(rest);
    tail.set(digits, rest.length);
    const blocks = padded(tail, head.length + digits.length);
    let state = begun;
    for (let at = 0; at < blocks.length; at += BLOCK) state = compress(state, blocks, at);
    return zeroBits(state) >= bits;
  };
}

function zeroBits(state) {
  const first = state.findIndex((word) => word !== 0);
  return first * 32 + Math.clz32(state[first]);
}
