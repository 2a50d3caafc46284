/* Words, numbers and times as people read them. Same rules as on paper (kiosk/slip.py). */
import { view, online } from "./view.js";

export function t(key, ...values) {
  return values.reduce((text, value, i) => text.replace(`{${i}}`, value), view.words[key] ?? key);
}

export const named = (both) => (both ? both[view.lang] : "");
export const people = (n) => t(n === 1 ? "person" : "people", n);
export const counters = (numbers) => (numbers.length ? t(numbers.length === 1 ? "counter" : "counters", ranges(numbers)) : "");
export const zone = (id, name) => (/^\d+$/.test(id) || !name ? t("zone", id) : named(name));
/* A long name of a department without the word that most of them begin with; what is left says it all. */
const LONG = 20;
export const short = (both) => (named(both).length > LONG ? named(both).replace(/^Sở (?=\S+ \S)/, "") : named(both));

/* A centre's name in two lines: what it is, and of which place. */
export function placed(name) {
  const at = name.search(/ (thành phố|tỉnh) \S+ \S+$/);
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
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

/* How many people and how long, while the server lives; what may be out of date is not said. */
export const ahead = (g) => (online() ? people(g.waiting) : null);
export const toldOf = (g) => (online() ? g.told : null);

/* `told` is made by kiosk/waits.py: whole steps of five minutes, or clock times over a break. */
export function waiting(told) {
  if (!told) return t("unknown_wait");
  if (told.across) return t("around", told.clock);
  return told.low_min === 0 ? t("under", told.high_min) : t("minutes", `${told.low_min}–${told.high_min}`);
}

/* Now and the minutes told; nothing when the minutes say enough, or clock times are said already. */
export function between(told) {
  if (told.across || told.high_min <= 5) return "";
  return [told.low_min, told.high_min].map((minutes) => clock(hallNow() + minutes * 60_000)).join("–");
}

const asClock = (iso) => iso.slice(11, 16).replace(/^0/, "");

export function reopens(iso) {
  if (!iso) return "";
  const clock = asClock(iso);
  const today = new Date(hallNow()).toLocaleDateString("sv", { timeZone: zoneOfTime() });
  return iso.slice(0, 10) === today ? t("reopens", clock) : t("reopens_day", clock, `${iso.slice(8, 10)}/${iso.slice(5, 7)}`);
}

/* The hall's clock, not this machine's: a Pi without a battery wakes up in the past. */
export const zoneOfTime = () => view.hall?.tz ?? undefined;
export const hallNow = () => (view.hall?.now_ms ? view.hall.now_ms + (performance.now() - view.heardAt) : Date.now());

export function clock(ms) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zoneOfTime(), hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  return parts.format(ms).replace(/^0/, "");
}

export function date(ms) {
  const locale = view.lang === "vi" ? "vi-VN" : "en-GB";
  const day = new Intl.DateTimeFormat(locale, { timeZone: zoneOfTime(), weekday: "long" }).format(ms);
  const of = new Intl.DateTimeFormat("en-GB", { timeZone: zoneOfTime(), day: "numeric", month: "numeric" }).format(ms);
  return [day, of];
}
