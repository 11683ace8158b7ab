/** Keeps the bulk bar in step with the ticked rows: shown when there are any, with their number. */
export function followTicks() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) tickAll(event.target.checked);
    if (event.target.matches("[data-tick], [data-tick-all]")) show();
  });
  document.addEventListener("htmx:afterSwap", show);
  show();
}

function tickAll(yes) {
  for (const box of document.querySelectorAll("[data-tick]")) box.checked = yes;
}

function show() {
  const count = document.querySelectorAll("[data-tick]:checked").length;
  for (const bar of document.querySelectorAll("[data-bulk-bar]")) bar.hidden = count === 0;
  for (const place of document.querySelectorAll("[data-ticked]")) place.textContent = count;
}
