// The list of services in a complaint: what is typed leaves only the rows that hold it; nothing is sent.
import "./script-on.js";

function start(list) {
  const words = list.querySelector("[data-finder-words]");
  const state = list.querySelector("[data-finder-state]");
  const groups = [...list.querySelectorAll("[data-finder-group]")].map((group) => ({
    group,
    open: group.open,
    rows: [...group.querySelectorAll("[data-finder-row]")].map((row) => ({ row, text: plain(row.textContent) })),
  }));
  words.addEventListener("input", () => {
    const wanted = plain(words.value).split(" ").filter(Boolean);
    const found = groups.reduce((sum, one) => sum + show(one, wanted), 0);
    state.textContent = found || !wanted.length ? "" : list.dataset.finderNone;
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function plain(text) {
  return text.toLocaleLowerCase().replace(/\s+/g, " ").trim();
}

function show({ group, open, rows }, wanted) {
  let found = 0;
  for (const { row, text } of rows) {
    row.hidden = !wanted.every((word) => text.includes(word)) && !row.querySelector("input").checked;
    found += row.hidden ? 0 : 1;
  }
  group.hidden = found === 0;
  group.open = wanted.length ? found > 0 : open;
  return found;
}

document.querySelectorAll("[data-finder]").forEach(start);
