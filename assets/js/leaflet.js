// The parts of Leaflet that map.js uses; fetched only when somebody presses "Show map".
export { divIcon, geoJSON, map, marker, tileLayer } from "leaflet/dist/leaflet-src.esm.js";
