const PAUSE = 400;

/** Says how many characters are left, counted as the server counts them, a moment after typing stops. */
export function countCharacters(place) {
  const field = document.getElementById(place.dataset.counter);
  if (!field) return;
  const most = Number(place.dataset.max);
  const numbers = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);
  let timer = 0;

  function show() {
    const left = most - [...field.value].length;
    const words = left < 0 ? place.dataset.over : place.dataset.left;
    place.textContent = words.replace("{n}", numbers.format(Math.abs(left)));
    place.classList.toggle("counter--over", left < 0);
  }

  place.setAttribute("aria-live", "polite");
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  if (field.value) show();
}
