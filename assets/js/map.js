// A map on request. The page is complete without it: the list and the drawn areas come first.
import "./script-on.js";

const DECIMALS = 6;

function start(frame) {
  const button = frame.querySelector("[data-show-map]");
  button?.addEventListener("click", async () => {
    button.disabled = true;
    addStyle(frame.dataset.leafletCss);
    const [leaflet, places, areas] = await Promise.all([
      import(frame.dataset.leaflet),
      readJson(frame.dataset.places),
      readJson(frame.dataset.areas),
    ]);
    button.hidden = true;
    draw(leaflet, frame, places ?? [], areas);
  });
}

function addStyle(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
}

/** JSON from an element of the page ("#id") or from an address of ours; null when nothing is named. */
async function readJson(source) {
  if (!source) return null;
  if (source.startsWith("#")) return JSON.parse(document.querySelector(source).textContent);
  return (await fetch(source)).json();
}

function draw(leaflet, frame, places, areas) {
  const { lat, lon, zoom, tiles, attribution } = frame.dataset;
  frame.classList.add("map-frame--live");
  const box = frame.querySelector(".map-frame__live");
  box.dir = "ltr";
  const map = leaflet.map(box, { attributionControl: Boolean(attribution) }).setView([lat, lon], zoom || 13);
  if (tiles) leaflet.tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
  if (areas) leaflet.geoJSON(areas, { interactive: false, className: "svg-map__area" }).addTo(map);
  for (const place of places) addPlace(leaflet, map, place);
  if (frame.dataset.latField) offerPoint(leaflet, map, frame);
  box.focus();
}

function addPlace(leaflet, map, place) {
  const link = document.createElement("a");
  link.href = place.url;
  link.textContent = place.name;
  const options = { icon: dot(leaflet, "map-dot"), title: place.name, alt: place.name };
  leaflet.marker([place.lat, place.lon], options).bindPopup(link).addTo(map);
}

/** Lets a press, or Enter with the map focused, choose a point and writes it into the two fields. */
function offerPoint(leaflet, map, frame) {
  const fields = [frame.dataset.latField, frame.dataset.lonField].map((id) => document.getElementById(id));
  const words = frame.dataset.markerLabel;
  let pin = null;

  function choose(point) {
    pin ??= leaflet.marker(point, { icon: dot(leaflet, "map-dot map-dot--here"), draggable: true, title: words, alt: words });
    pin.setLatLng(point).addTo(map);
    pin.on("dragend", () => write(pin.getLatLng()));
    write(point);
  }

  function write(point) {
    fields[0].value = point.lat.toFixed(DECIMALS);
    fields[1].value = point.lng.toFixed(DECIMALS);
    fields.forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
  }

  map.on("click", (event) => choose(event.latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === map.getContainer()) {
      event.preventDefault();
      choose(map.getCenter());
    }
  });
}

function dot(leaflet, className) {
  return leaflet.divIcon({ className, iconSize: [24, 24] });
}

document.querySelectorAll("[data-map]").forEach(start);
