/* The large half of the board: the call, the rest, the lost link, or a welcome. */
import { cells, el, icon, svg } from "../lib/dom.js";
import { also, hhmm, lang, otherLang, t } from "../lib/i18n.js";
import { now } from "../lib/live.js";
import { way } from "./ways.js";

export const both = (key, ...values) => [el("b", {}, t(key, ...values)), el("span", { lang: otherLang }, also(key, ...values))];
export const priority = (row) => (row.priority ? el("span", { className: "priority" }, "ƯT") : null);
/** Five digits, or a counter of three: drawn smaller. */
export const isLong = (row) => row.number > 9999 || row.counter > 99;
const point = (sign, key, ...values) => el("li", {}, icon(sign), el("p", {}, both(key, ...values)));

export function calling(calls) {
  const many = calls.length > 3;
  const one = (row) => el("div", { className: isLong(row) ? "call long" : "call", "data-key": `${row.number}/${row.counter}` },
    row.word && calls.length > 1 ? el("h2", { className: row.word === "b_reading" ? "now" : "" }, icon(row.word === "b_reading" ? "speaker" : "clock"), both(row.word)) : null,
    el("span", { className: "number" }, String(row.number), priority(row)), many ? [arrow(row), el("b", { className: "counter" }, String(row.counter))] : to(row, calls.length === 1));
  const head = (...also) => el("h2", { className: "now" }, icon("speaker"), both("b_calling"), also);
  if (many) return [head(el("b", { className: "right" }, t("counter"))), el("div", { className: "grid" }, calls.map(one))];
  return [calls.length === 1 ? head() : null, calls.map(one)];
}

/** Joins a number and its counter. */
export function arrow(row, wide) {
  const side = way(row.counter);
  const long = () => svg("svg", { viewBox: "0 0 64 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: "M2 12h60 M51 3l11 9-11 9" }));
  const drawn = wide && side !== "ahead" ? long() : icon("arrow");
  drawn.classList.add(`way-${side}`);
  return drawn;
}
const to = (row, wide) => el("span", { className: "to" }, arrow(row, wide), el("span", {}, t("counter")), el("b", {}, String(row.counter)));

export const last = (row) => [el("h2", {}, both("b_last")), el("div", { className: isLong(row) ? "call long" : "call", "data-key": `last/${row.number}` }, el("span", { className: "number" }, String(row.number), priority(row)), to(row, true))];

export const welcome = () => el("div", { className: "welcome" }, el("img", { src: "/static/flower.svg", alt: "" }), el("h1", {}, both("b_welcome")),
  el("ul", {}, point("ticket", "b_how_one"), point("people", "b_how_two"), point("speaker", "b_how_three")));

/** The link is lost; `at` is when it last held, "" when it never did. */
export function lost(at, agoMs) {
  const seconds = Math.floor(agoMs / 1000);
  const ago = (say) => (seconds < 60 ? say("b_seconds", seconds) : say("b_minutes_seconds", Math.floor(seconds / 60), seconds % 60));
  return el("div", { className: "lost" }, el("h1", {}, icon("plug"), t("b_lost")),
    el("p", { className: "when" }, at ? t("b_lost_at", at, ago(t)) : t("b_lost_none")),
    el("ul", {}, point("mega", "b_lost_call"), point("ticket", "b_lost_kept"), point("help", "b_lost_help")), el("p", { className: "also", lang: otherLang }, also("b_lost")));
}

/** Lunch, or closed: when it goes on, and what holds until then. */
export function rest(board, centre) {
  const minutes = Math.max(Math.ceil((Date.parse(board.reopens_at) - now()) / 60000), 0);
  const left = (say) => say("b_left", minutes < 60 ? say("b_minutes", minutes) : say("b_hours", Math.floor(minutes / 60), minutes % 60));
  const at = hhmm(board.reopens_at), word = { break: "b_lunch", before: "b_before" }[board.hall] ?? "b_closed";
  const tomorrow = !at ? "" : board.hall === "closed" ? t("b_on_day", day(board.reopens_at)) : left(t);
  const session = (centre?.sessions ?? []).find((one) => one.opens === at);
  const hours = (centre?.sessions ?? []).map((one) => `${one.opens}–${one.closes}`).join(", ");
  return el("div", { className: "rest" }, el("h2", {}, icon(board.hall === "break" ? "cup" : "moon"), el("b", {}, t(word))), el("p", { className: "at digits" }, cells(at)),
    el("p", { className: "left" }, el("b", {}, tomorrow), el("span", { lang: otherLang }, `${also(word)} ${at}`)),
    el("ul", {}, board.reason ? el("li", {}, icon("info"), el("p", {}, el("b", {}, board.reason[lang]), el("span", { lang: otherLang }, board.reason[otherLang]))) : null, board.hall === "break" ? point("ticket", "b_valid") : point("ticket", "b_today"), board.hall === "break" && session ? point("clock", "b_until", session.closes, session.last_ticket) : hours ? point("clock", "b_times", hours) : null));
}

const day = (iso) => new Date(`${iso.slice(0, 10)}T12:00:00Z`).toLocaleDateString(lang === "vi" ? "vi" : "en-GB", { weekday: "long", day: "2-digit", month: "2-digit", timeZone: "UTC" });
