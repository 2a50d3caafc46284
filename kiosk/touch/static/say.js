/* Words, numbers and times as people read them. Same rules as on paper (kiosk/slip.py). */
import { view } from "./view.js";

const STEP_S = 300;

export function t(key, ...values) {
  return values.reduce((text, value, i) => text.replace(`{${i}}`, value), view.words[key] ?? key);
}

export const named = (both) => (both ? both[view.lang] : "");
export const people = (n) => t(n === 1 ? "person" : "people", n);
export const counters = (numbers) => (numbers.length ? t(numbers.length === 1 ? "counter" : "counters", ranges(numbers)) : "");
export const zone = (id, name) => (/^\d+$/.test(id) || !name ? t("zone", id) : named(name));
/* A department without the city that the centre's own name already says. */
export function short(both) {
  const words = named(both).split(" "), place = named(view.hall?.centre?.name).split(" ");
  while (words.length > 1 && place.length && words.at(-1) === place.pop()) words.pop();
  return words.join(" ");
}

export const machine = () => document.body.dataset.kiosk.replace(/^kiosk-/, "");

export function ranges(numbers) {
  const runs = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(", ");
}

/* Rounded outward to five minutes; what is not known is said to be so. */
export function waiting(wait, ahead) {
  if (!wait) return t("unknown_wait");
  const low = Math.floor(wait.low_s / STEP_S) * 5;
  const high = Math.max(Math.ceil(wait.high_s / STEP_S) * 5, low + 5);
  if (ahead === 0 && low === 0) return t("soon");
  return low === 0 ? t("under", high) : t("minutes", `${low}–${high}`);
}

const minutesOf = (iso) => Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16)) + Number(iso.slice(17, 19)) / 60;
const asClock = (minutes) => `${Math.floor(minutes / 60) % 24}:${String(minutes % 60).padStart(2, "0")}`;

export function between(wait) {
  const low = Math.floor(minutesOf(wait.at_low) / 5) * 5;
  const high = Math.ceil(minutesOf(wait.at_high) / 5) * 5;
  return `${asClock(low)}–${asClock(Math.max(high, low + 5))}`;
}

export function reopens(iso) {
  if (!iso) return "";
  const clock = asClock(Math.floor(minutesOf(iso)));
  const today = new Date(hallNow()).toLocaleDateString("sv", { timeZone: zoneOfTime() });
  return iso.slice(0, 10) === today ? t("reopens", clock) : t("reopens_day", clock, `${iso.slice(8, 10)}/${iso.slice(5, 7)}`);
}

/* The hall's clock, not this machine's: a Pi without a battery wakes up in the past. */
export const zoneOfTime = () => view.hall?.tz ?? undefined;
export const hallNow = () => (view.hall?.now_ms ? view.hall.now_ms + (performance.now() - view.heardAt) : Date.now());

export function clock(ms) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zoneOfTime(), hour: "numeric", minute: "2-digit", hour12: false });
  return parts.format(ms).replace(/^0/, "");
}

export function date(ms) {
  const locale = view.lang === "vi" ? "vi-VN" : "en-GB";
  const day = new Intl.DateTimeFormat(locale, { timeZone: zoneOfTime(), weekday: "long" }).format(ms);
  const of = new Intl.DateTimeFormat("en-GB", { timeZone: zoneOfTime(), day: "numeric", month: "numeric" }).format(ms);
  return [day, of];
}
