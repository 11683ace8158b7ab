const PROOF = 64 * 1024;

/** SHA-256 in hexadecimal; empty where the browser cannot reckon it (a page without https). */
export async function digest(bytes) {
  if (!globalThis.crypto?.subtle) return "";
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** By what the server knows a file again that goes on at `seam`: its beginning and what lies before the seam. */
export async function proofOf(file, seam) {
  const first = await file.slice(0, Math.min(PROOF, seam)).arrayBuffer();
  const last = await file.slice(Math.max(seam - PROOF, 0), seam).arrayBuffer();
  return digest(await new Blob([first, last]).arrayBuffer());
}
