import { shrink, thumbnail } from "./shrink.js";

const MEGABYTE = 1_000_000;

/**
 * Shrinks chosen photos before they are sent (which also drops the place they were taken), shows them, and refuses
 * those that the server would refuse. Returns a function that resolves when no photo is being worked on.
 */
export function takePhotos(form) {
  const input = form.querySelector("input[data-photos]");
  if (!input || typeof DataTransfer !== "function") return async () => {};
  const list = form.querySelector("[data-thumbs]");
  const state = form.querySelector("[data-photos-state]");
  const complaint = addComplaint(input);
  const most = Number(form.dataset.maxPhotos) || 4;
  const mostBytes = (Number(form.dataset.maxMegabytes) || 12) * MEGABYTE;
  let photos = [];
  let busy = Promise.resolve();

  const kept = () => list.querySelectorAll("input[type=checkbox]:not(:checked)").length;

  function show() {
    const transfer = new DataTransfer();
    photos.forEach((photo) => transfer.items.add(photo.file));
    input.files = transfer.files;
    const count = photos.length + kept();
    state.textContent = state.dataset.chosen.replace("{n}", count);
    input.closest(".photo-box").classList.toggle("photo-box--full", count >= most);
  }

  function remove(photo) {
    photos = photos.filter((other) => other !== photo);
    photo.item.remove();
    show();
    input.focus();
  }

  function add(photo) {
    photo.item = thumbItem(photo, list.dataset.remove, () => remove(photo));
    photos.push(photo);
    list.append(photo.item);
  }

  async function take(files) {
    complaint.textContent = "";
    for (const file of files) {
      if (photos.length + kept() >= most) {
        complaint.textContent = form.dataset.tooMany;
        break;
      }
      const photo = await prepared(file);
      if (photo.refused) complaint.textContent = `${file.name}: ${form.dataset[photo.refused]}`;
      else add(photo);
    }
    show();
  }

  async function prepared(file) {
    if (!looksLikePicture(file)) return { refused: "notPicture" };
    const picture = await shrink(file);
    const ready = picture ? picture.file : file;
    if (ready.size > mostBytes) return { refused: "tooLarge" };
    return { file: ready, canvas: picture && thumbnail(picture.canvas) };
  }

  input.addEventListener("change", () => {
    const files = [...input.files];
    busy = busy.then(() => take(files));
  });
  list.addEventListener("change", show);
  return () => busy;
}

function looksLikePicture(file) {
  return file.type.startsWith("image/") || /\.(jpe?g|png|webp|hei[cf]|avif)$/i.test(file.name);
}

function addComplaint(input) {
  const place = document.createElement("p");
  place.className = "error";
  place.setAttribute("role", "alert");
  input.closest(".photo-box").after(place);
  return place;
}

function thumbItem(photo, words, onRemove) {
  const item = document.createElement("li");
  item.className = "thumb";
  if (photo.canvas) item.append(photo.canvas);
  else item.append(photo.file.name);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "thumb__remove";
  button.setAttribute("aria-label", words);
  const cross = document.createElement("span");
  cross.textContent = "×";
  button.append(cross);
  button.addEventListener("click", onRemove);
  item.append(button);
  return item;
}
