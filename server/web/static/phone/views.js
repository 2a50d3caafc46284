/* A ticket as its holder sees it, a view for each state; templates/phone/ draws the same. */
import { el, icon } from "../lib/dom.js";
import { hhmm, many, pick, t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";
import { now } from "../lib/live.js";
import { clock, inWords } from "../lib/wait.js";
import { rating } from "./rating.js";

const NEAR = 2;
/* Few ahead in one's own group mean little while the counters serve other groups, too. */
const SOON_S = 600;
/** Waits are told in steps of this. */
const STEP_S = 300;
/** Marks of the bar that fills while the queue gets shorter. */
const MARKS = 8;
const chip = (sign, tone, word) => el("p", { className: `chip ${tone}` }, icon(sign), t(word));
const place = (ticket) => `${t("zone")} ${ticket.zone} · ${pick(ticket, "zone")}`;

/** Whether to come near the counter now. */
export const near = (ticket) => ticket.state === "waiting" && ticket.ahead <= NEAR && !(ticket.wait && ticket.wait.low_s > SOON_S);

/* Nobody of the group may wait, and its counters still have others to call first. */
const shared = (ticket) => ticket.ahead === 0 && Boolean(ticket.wait) && ticket.wait.low_s >= STEP_S;

/** 11–14, 17 for [11, 12, 13, 14, 17]. */
function runs(numbers) {
  const found = [];
  for (const n of numbers) {
    const last = found[found.length - 1];
    if (last && last[last.length - 1] === n - 1) last[1] = n; else found.push([n]);
  }
  return found.map((run) => (run.length > 1 ? `${run[0]}–${run[1]}` : run[0])).join(", ");
}

const head = (ticket, state) => [el("div", { className: "head" }, state, el("div", {}, el("p", { className: "label" }, t("your_number"), ticket.priority ? el("span", { className: "priority" }, t("priority_short")) : null), el("h1", {}, String(ticket.number)))),
  el("p", { className: "group" }, pick(ticket, "group"))];

function leave({ asking, key }, word = "leave") {
  if (!asking) return el("form", { className: "ways", method: "get", action: `/t/${key}`, "data-key": "leave" }, el("button", { type: "submit", className: "wide", name: "ask", value: "leave", "data-do": "ask" }, t(word)));
  return el("form", { className: "ways sure", method: "post", action: `/t/${key}/leave`, role: "group", "aria-labelledby": "sure", "data-key": "sure" }, el("p", { id: "sure" }, t("leave_sure")),
    el("a", { href: `/t/${key}`, className: "wide strong", role: "button", "data-do": "stay", "data-first": "" }, t("stay")), el("button", { type: "submit", className: "wide danger", "data-do": "leave" }, t("leave_yes")));
}

/** A button before the first touch; then what it will do, and why not more. */
function bell({ bell: state }) {
  if (state === null) return el("button", { type: "button", className: "wide strong bell", "data-do": "bell", "data-key": "bell" }, icon("bell"), t("tell_me"));
  return el("p", { className: "bell on", role: "status", "data-key": "told" }, icon("check"), el("span", {}, t(`bell_${state}`)));
}

/** How much shorter the queue is since the number was taken. */
function since(ticket) {
  const start = ticket.ahead_at_issue;
  if (!start || start < ticket.ahead) return null;
  const marks = Math.min(start, MARKS), on = Math.floor(((start - ticket.ahead) * marks) / start);
  return [el("dd", { className: "start" }, t("ahead_at_issue", start)), el("dd", { className: "steps", "aria-hidden": "true" }, Array.from({ length: marks }, (_, i) => el("i", { className: i < on ? "on" : "off" })))];
}

function facts(ticket) {
  const { wait } = ticket;
  return el("dl", { className: "facts" }, el("div", { className: "queue" }, el("dt", {}, t("ahead")), el("dd", {}, shared(ticket) ? t("none_of_group") : many("people", ticket.ahead)), since(ticket)),
    el("div", {}, el("dt", {}, t("wait")), el("dd", {}, inWords(t, wait), wait ? el("small", {}, t("called_around", clock(wait, ticket.now))) : null, wait && wait.before_close === false ? el("small", {}, t("after_break")) : null, ticket.appointment_at ? el("small", {}, t("appointment", hhmm(ticket.appointment_at))) : null)));
}

function waiting(page) {
  const { ticket } = page, close = near(ticket);
  return el("section", { className: close ? "waiting near" : "waiting" }, head(ticket, chip("hourglass", "info", "s_waiting")), close ? el("p", { className: "banner" }, icon("mega"), t("near")) : null, facts(ticket),
    ticket.back_by ? el("p", { className: "away" }, icon("door"), t("back_by", hhmm(ticket.back_by))) : null,
    el("p", { className: "place" }, icon("pin"), el("span", {}, el("b", {}, `${t(ticket.counters.length > 1 ? "counters" : "counter")} ${runs(ticket.counters)}`), el("small", {}, place(ticket)))), bell(page), leave(page));
}

const go = (ticket, sign, word, invite) => el("div", { className: "go" }, el("p", { className: "turn" }, icon(sign), t(word)), invite ? el("p", {}, t("go_to")) : null, el("p", { className: "counter" }, `${t("counter")} ${ticket.counter}`), el("p", {}, place(ticket)),
  el("div", { className: "slip" }, el("div", {}, el("small", {}, t("your_number")), el("h1", {}, String(ticket.number))), el("div", { className: "when" }, el("small", {}, t("called_at")), el("b", {}, hhmm(ticket.called_at)))));

const called = (page) => el("section", { className: "called" }, go(page.ticket, "mega", "your_turn", true), el("div", { className: "rest" }, el("p", { className: "hint" }, icon("info"), t("late_help")), leave(page, "leave_called")));
const serving = ({ ticket }) => el("section", { className: "called" }, go(ticket, "play", "serving_you", false));
const over = (tone, sign, title, help, said) => ({ ticket }) => el("section", { className: "over" }, head(ticket, null), el("div", { className: `banner ${tone}` }, el("h2", {}, icon(sign), t(title)), el("p", {}, said || t(help))));

/** What the guidance desk announces here; each part goes at its own end, also without a word from the server. */
export function said(ticket) {
  const held = (ticket.notices || []).filter((one) => Date.parse(one.until) > now().getTime());
  return held.length ? el("p", { className: "said" }, icon("info"), el("span", {}, held.map((one) => pick(one)).join(" "))) : null;
}

const thanks = over("good", "check", "thanks", "thanks_help");
export const views = {
  waiting, called, serving,
  served: (page) => (page.ticket.can_rate ? rating(page) : thanks(page)),
  no_show: over("bad", "warn", "missed", "missed_help"),
  parked: over("plain", "park", "parked", "parked_help"),
  left: (page) => over("plain", "info", "left", "left_help", page.ticket.left_reason && t("left_by_staff", reason(page.ticket.left_reason)))(page),
  expired: over("plain", "clock", "expired", "expired_help"),
  withdrawn: over("bad", "warn", "withdrawn", "withdrawn_help"),
};
