/* Open or closed, usual hours, the next holidays, and what holds at lunch and in the morning. */
import { el, icon } from "../lib/dom.js";
import { hhmm, lang, pick, t } from "../lib/i18n.js";

const EVERY = "1234567";
const dayNames = () => t("now_days").split("|");
const span = (one) => `${one.opens}–${one.closes}`;

/** "Mon–Fri, Sun" of [1, 2, 3, 4, 5, 7]. */
export function weekdays(days) {
  if (days.join("") === EVERY) return t("now_every_day");
  const runs = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const names = dayNames();
  return runs.map((run) => (run.length > 2 ? `${names[run[0] - 1]}–${names[run.at(-1) - 1]}` : run.map((day) => names[day - 1]).join(", "))).join(", ");
}

/** "Wed 2 Sep" of 2026-09-02. */
export const dayText = (iso) => new Date(`${iso.slice(0, 10)}T12:00:00Z`).toLocaleDateString(lang === "vi" ? "vi-VN" : "en-GB", { weekday: "short", day: "2-digit", month: "2-digit", timeZone: "UTC" });

/** The one line that matters most: open until when, or closed until when. */
export function hall(centre) {
  const { hall: state, now, today, reopens_at: opens } = centre, time = hhmm(now);
  const session = today.find((one) => one.opens <= time && time < one.closes);
  const word = { open: "now_open", break: "b_lunch", before: "b_before", closed: "b_closed" }[state];
  const sameDay = opens?.slice(0, 10) === now.slice(0, 10);
  const when = state === "open" ? session && t("now_until", session.closes) : opens && `${hhmm(opens)}${sameDay ? "" : ` · ${dayText(opens)}`}`;
  const told = state === "closed" && !opens ? t("now_closed_long") : t(word);
  return el("div", { className: `state ${state}` }, icon(state === "open" ? "door" : state === "break" ? "cup" : "moon"),
    el("p", {}, el("b", {}, told), when ? el("span", { className: "digits" }, when) : null, centre.reason ? el("span", { className: "why" }, pick(centre.reason)) : null));
}

const fact = (name, term, ...said) => el("div", {}, el("dt", {}, icon(name), term), el("dd", {}, ...said));

export function hours(centre) {
  const held = centre.today.length ? centre.today : centre.sessions;
  return el("dl", {},
    fact("clock", t("now_hours"), `${weekdays(centre.weekdays)}: ${centre.sessions.map(span).join(", ")}`),
    fact("ticket", t("now_numbers"), t("now_numbers_until", held.map((one) => one.last_ticket).join(", "))),
    centre.sessions.length > 1 ? fact("cup", t("now_lunch"), t(`now_lunch_${centre.at_close}`)) : null,
    centre.opening === "draw" ? fact("people", t("now_early"), t("now_draw")) : null,
    centre.holidays.length ? fact("moon", t("now_holidays"), centre.holidays.map((day) => el("span", { className: "holiday" }, `${dayText(day.date)}: ${pick(day, "name")}${day.sessions.length ? ` (${t("now_half", day.sessions.map(span).join(", "))})` : ""}`))) : null);
}
