/* The socket: a snapshot on every connect, whole documents after it, and whether it can be trusted. */
import { io } from "../vendor/socket.io.esm.min.js";
import { el, cells, icon } from "./dom.js";
import { t } from "./i18n.js";
import { morph } from "./morph.js";

const LOST_MS = 15000;
let beatAt = 0;
let offset = Date.parse(document.documentElement.dataset.now) - Date.now() || 0;
let tz = "Asia/Ho_Chi_Minh";

/** The hall's time now, as a Date. */
export const now = () => new Date(Date.now() + offset);
/** The hall's time, from a document that was just read. */
export const keepTime = (iso) => { offset = Date.parse(iso) - Date.now(); };
export const lost = () => performance.now() - beatAt > LOST_MS;
export const clockText = (seconds) => now().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: seconds ? "2-digit" : undefined, timeZone: tz });
export const dateText = (locale) => now().toLocaleDateString(locale, { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: tz });

/** Follow rooms; handlers by event name, and `state(up)` whenever trust is won or lost. */
export function follow(watch, handlers, state = () => {}) {
  const socket = io({ auth: { watch }, transports: ["websocket"] });
  let up = null;
  const judge = () => {
    const good = socket.connected && !lost();
    if (good !== up) state((up = good));
  };
  socket.on("time", (beat) => {
    beatAt = performance.now();
    offset = beat.ms - Date.now();
    tz = beat.tz;
    judge();
  });
  for (const [event, handler] of Object.entries(handlers)) {
    socket.on(event, (document) => {
      if (document.now) offset = Date.parse(document.now) - Date.now();
      beatAt = performance.now();
      handler(document);
      judge();
    });
  }
  socket.on("disconnect", () => {
    up = false;
    state(false);
    if (!socket.active) setTimeout(() => socket.connect(), 300); // cut by the server: ask why
  });
  socket.on("connect_error", (error) => {
    if (error.data && error.data.code) document.dispatchEvent(new CustomEvent("refused", { detail: error.data.code }));
    if (!socket.active) setTimeout(() => socket.connect(), 3000);
    judge();
  });
  setInterval(judge, 1000);
  return socket;
}

/** Connected, lost, or (null) not known yet. */
export function showLink(node, up) {
  node.className = `link ${up === null ? "" : up ? "up" : "down"}`;
  morph(node, icon(up === false ? "off" : "wifi"), el("span", {}, t(up === null ? "connecting" : up ? "online" : "offline")));
}

export function runClock(node, seconds) {
  const tick = () => morph(node, cells(clockText(seconds)));
  tick();
  setInterval(tick, 1000);
}
