// hls.js in its light build: fetched only where the browser cannot play HLS by itself, and only on the press.
export { default } from "hls.js/light";
