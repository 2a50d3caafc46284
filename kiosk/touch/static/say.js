/* Words, numbers and times as people read them. Same rules as on paper (kiosk/slip.py). */
import { view, online } from "./view.js";

export function t(key, ...values) {
  return values.reduce((text, value, i) => text.replace(`{${i}}`, value), ours(key, view.lang) ?? view.words[key] ?? key);
}

/* What the centre says in its own words, and the same in the other language. */
const ours = (key, lang) => view.hall?.own?.[key]?.[lang];
export const also = (key) => ours(key, view.lang === "vi" ? "en" : "vi") ?? view.other[key];

export const named = (both) => (both ? both[view.lang] : "");
export const people = (n) => t(n === 1 ? "person" : "people", n);
export const counters = (numbers) => (numbers.length ? t(numbers.length === 1 ? "counter" : "counters", ranges(numbers)) : "");
export const zone = (id, name) => (/^\d+$/.test(id) || !name ? t("zone", id) : named(name));
/* A long name of a department without what is said already: the word that most of them begin with, and
   the place that the centre itself is of. */
const LONG = 20, LONGER = 26;
export function short(both) {
  const name = named(both);
  if (name.length <= LONG) return name;
  const [, place] = placed(named(view.hall?.centre?.name));
  const own = place.replace(/^(thành phố|tỉnh) /, "");
  const said = own && name.length > LONGER && name.endsWith(` ${own}`);
  const plain = said ? name.slice(0, -own.length - 1).replace(/ (thành phố|tỉnh)$/, "") : name;
  return plain.replace(/^Sở (?=\S+ \S)/, "");
}

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

/* Nobody of a group may wait, and its counters still have others to call first. */
export const shared = (told) => Boolean(told && !told.across && told.low_min > 0);

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

export const clockOf = (iso) => iso.slice(11, 16).replace(/^0/, "");

export function reopens(iso) {
  if (!iso) return "";
  const clock = clockOf(iso);
  const today = here(hallNow()).toISOString().slice(0, 10);
  return iso.slice(0, 10) === today ? t("reopens", clock) : t("reopens_day", clock, `${iso.slice(8, 10)}/${iso.slice(5, 7)}`);
}

/* The hall's clock, not this machine's: a Pi without a battery wakes up in the past. */
export const hallNow = () => (view.hall?.now_ms ? view.hall.now_ms + (performance.now() - view.heardAt) : Date.now());

/* A moment whose UTC fields are the hall's. The kiosk tells how far the hall is from UTC with every answer:
   to look a time zone up costs a slow processor 100 ms before the first screen stands. */
const here = (ms) => new Date(ms + view.hall.utc_min * 60_000);

export function clock(ms) {
  const at = here(ms);
  return `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
}

export function date(ms) {
  const at = here(ms);
  return [t(`day_${at.getUTCDay()}`), `${at.getUTCDate()}/${at.getUTCMonth() + 1}`];
}
