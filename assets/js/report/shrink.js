const LONGEST = 1920;
const THUMB = 184;
const QUALITY = 0.85;

/** The picture upright as a JPEG of at most 1920 pixels, or null when this browser cannot read it (the server may). */
export async function shrink(file) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = drawn(image, image.naturalWidth, image.naturalHeight, LONGEST);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && { canvas, file: new File([blob], jpegName(file.name), { type: "image/jpeg" }) };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A small copy of `canvas` to look at; the large one can then be forgotten. */
export function thumbnail(canvas) {
  return drawn(canvas, canvas.width, canvas.height, THUMB);
}

function drawn(source, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpegName(name) {
  return `${name.replace(/\.[^.]*$/, "") || "photo"}.jpg`;
}
