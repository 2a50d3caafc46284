/* What the console knows: the counter's document, the link, and what this page did itself. */
import { many, pick } from "../lib/i18n.js";
import { now } from "../lib/live.js";

export const number = Number(document.body.dataset.counter);
export const state = { desk: null, up: null, busy: "", seen: "", tab: "waiting", said: null, keysOn: true, calledAt: 0, lastCall: "", groups: [] };

export const at = (...states) => Boolean(state.desk) && states.includes(state.desk.state);
/** Free, and nobody waits: then Next is armed, and whoever comes is called by itself. */
export const mayArm = () => at("idle") && state.desk.waiting_total === 0;
/** A pause was asked for while somebody is here: it begins when they are done. */
export const pausing = () => at("called", "serving") && state.desk.pause_reason !== null;
/** The verb that was pressed and is not answered yet, if it is this one. */
export const doing = (...some) => some.includes(state.busy);
export const works = () => state.up === true && !state.busy;
export const groupName = (code) => (state.desk.names[code] ? pick(state.desk.names[code]) : code);
export const since = (iso) => Math.max(0, (now() - Date.parse(iso)) / 1000);
export const mmss = (s) => `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

/** Whole seconds until `iso`. */
export const until = (iso) => Math.max(0, Math.ceil((Date.parse(iso) - now()) / 1000));
/** What is still owed to the called citizen before they count as missing, in a few words. */
const owed = () => {
  const { no_show_calls: calls, no_show_at: at } = state.desk.ticket;
  return calls ? many("calls_more", calls) : until(at) ? mmss(until(at)) : "";
};
/** The move that can be taken back, and for how many seconds; null when there is none. */
export const undoing = () => {
  const undo = state.desk?.undo;
  const left_s = undo ? until(undo.until) : 0;
  return left_s ? { left_s, what: undo.what } : null;
};

/** The verbs on keys of their own, in the order in which they stand; `ask` opens a question first. */
export const verbs = {
  recall: { key: "L", sign: "repeat", on: () => at("called") },
  start: { key: "B", sign: "play", on: () => at("called") },
  finish: { key: "X", sign: "check", on: () => at("serving") },
  "no-show": { key: "V", sign: "away", on: () => at("called") && !owed(), wait: () => at("called") && owed() },
  park: { key: "G", sign: "park", on: () => at("called", "serving") },
  transfer: { key: "C", sign: "move", on: () => at("called", "serving") },
  undo: { key: "Z", sign: "undo", on: () => Boolean(undoing()) },
};
