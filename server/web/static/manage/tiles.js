/* A tile for each counter. */
import { cells, el, icon } from "../lib/dom.js";
import { hhmm, t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";

const signs = { serving: "person", called: "bell", idle: "empty", paused: "pause", closed: "door" };
const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

/** ``isOpen``: whether the hall works now; a counter that is free in the break waits for nobody. */
function tile(c, isOpen) {
  const kind = [c.state, c.long ? "long" : "", c.idle_while_waiting ? "wasted" : ""].filter(Boolean).join(" ");
  const counts = c.state === "idle" ? isOpen : c.state !== "closed";
  const time = c.since && counts ? clock(c.since_s) : "";
  return el("div", { className: `tile ${kind}`, title: c.officer ?? "", "data-key": String(c.number) },
    el("span", { className: "head" }, `${t("counter_short")}${c.number}`, icon(c.long || c.idle_while_waiting ? "warn" : signs[c.state])), c.ticket ? el("b", {}, cells(c.ticket)) : null, said(c, time), c.officer ? el("span", { className: "unseen" }, c.officer) : null);
}

function said(c, time) {
  if (c.state === "closed") return el("small", {}, t("closed"));
  if (c.state === "idle") return el("small", {}, t(c.idle_while_waiting ? "idle_waiting" : "idle"), el("span", {}, time));
  if (c.state === "paused") return el("small", {}, reason(c.reason) || t("paused"), el("span", {}, c.back_at ? t("back_short", hhmm(c.back_at)) : `${Math.floor(c.since_s / 60)} ${t("min")}`));
  if (c.state === "called") return el("small", {}, t("calling"), ` ${time}`);
  return el("small", {}, c.long ? `${time} · ${t("long")}` : time);
}

export function tiles(d) {
  const count = (state) => d.counters.filter((c) => c.state === state).length;
  const legend = ["serving", "called", "idle", "paused", "closed"].map((state) => el("span", {}, icon(signs[state]), `${t(state === "called" ? "calling" : state)} ${count(state)}`));
  return el("section", { className: "card counters", id: "counters" }, el("h2", {}, t("counters_title", d.counters_total), el("span", { className: "legend" }, legend)), el("div", { className: "tiles" }, d.counters.map((c) => tile(c, d.hall === "open"))));
}
