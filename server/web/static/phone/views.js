/* A ticket as its holder sees it, a view for each state. */
import { el, icon } from "../lib/dom.js";
import { hhmm, many, pick, t } from "../lib/i18n.js";
import { clock, inWords } from "../lib/wait.js";
import { rating } from "./rating.js";

const NEAR = 2;
/* Few ahead in one's own group mean little while the counters serve other groups, too. */
const SOON_S = 600;
const button = (what, word, className = "") => el("button", { type: "button", className: `wide ${className}`, "data-do": what }, t(word));
const chip = (sign, tone, word, ...values) => el("p", { className: `chip ${tone}` }, icon(sign), t(word, ...values));
const place = (ticket) => `${t("zone")} ${ticket.zone} · ${pick(ticket, "zone")}`;

/** 11–14, 17 for [11, 12, 13, 14, 17]. */
function runs(numbers) {
  const found = [];
  for (const n of numbers) if (found.at(-1)?.at(-1) === n - 1) found.at(-1)[1] = n; else found.push([n]);
  return found.map((run) => (run.length > 1 ? `${run[0]}–${run[1]}` : run[0])).join(", ");
}

const head = (ticket, state) => [el("div", { className: "head" }, state, el("div", {}, el("p", { className: "label" }, t("your_number"), ticket.priority ? el("span", { className: "priority" }, t("priority_short")) : null), el("h1", {}, String(ticket.number)))),
  el("p", { className: "group" }, pick(ticket, "group"))];

function leave(page, word = "leave") {
  if (!page.asking) return el("div", { className: "ways", "data-key": "leave" }, button("ask", word));
  return el("div", { className: "ways sure", role: "alertdialog", ariaLabel: t("leave_sure"), "data-key": "sure" }, el("p", {}, t("leave_sure")),
    el("button", { type: "button", className: "wide strong", "data-do": "stay", "data-first": "" }, t("stay")), button("leave", "leave_yes", "danger"));
}

function waiting(page) {
  const { ticket } = page;
  const near = ticket.ahead <= NEAR && !(ticket.wait?.low_s > SOON_S);
  const later = ticket.wait?.before_close === false;
  return el("section", { className: near ? "near" : "" }, head(ticket, chip("hourglass", "info", "s_waiting")), near ? el("p", { className: "banner" }, icon("mega"), t("near")) : null,
    el("dl", { className: "facts" }, el("div", {}, el("dt", {}, t("ahead")), el("dd", {}, many("people", ticket.ahead))),
      el("div", {}, el("dt", {}, t("wait")), el("dd", {}, inWords(t, ticket.wait), ticket.wait ? el("small", {}, t("called_around", clock(ticket.wait, ticket.now))) : null, later ? el("small", {}, t("after_break")) : null, ticket.appointment_at ? el("small", {}, t("appointment", hhmm(ticket.appointment_at))) : null))),
    el("p", { className: "place" }, icon("pin"), el("span", {}, el("b", {}, `${t(ticket.counters.length > 1 ? "counters" : "counter")} ${runs(ticket.counters)}`), el("small", {}, place(ticket)))), leave(page));
}

function called(page) {
  const { ticket } = page;
  return el("section", { className: "called", "aria-live": "assertive" },
    el("div", { className: "go" }, el("p", { className: "turn" }, icon("mega"), t("your_turn")), el("p", {}, t("go_to")), el("p", { className: "counter" }, `${t("counter")} ${ticket.counter}`), el("p", {}, place(ticket)),
      el("div", { className: "slip" }, el("div", {}, el("small", {}, t("your_number")), el("h1", {}, String(ticket.number))), el("div", { className: "when" }, el("small", {}, t("called_at")), el("b", {}, hhmm(ticket.called_at))))),
    el("div", { className: "rest" }, el("p", { className: "hint" }, icon("info"), t("late_help")), leave(page, "leave_called")));
}

const serving = ({ ticket }) => el("section", { className: "called" }, el("div", { className: "go" }, el("p", { className: "turn" }, icon("play"), t("serving_you")), el("p", { className: "counter" }, `${t("counter")} ${ticket.counter}`), el("p", {}, place(ticket)),
  el("div", { className: "slip" }, el("div", {}, el("small", {}, t("your_number")), el("h1", {}, String(ticket.number))), el("div", { className: "when" }, el("small", {}, t("called_at")), el("b", {}, hhmm(ticket.called_at))))));

const over = (tone, sign, title, help) => ({ ticket }) => el("section", { className: "over" }, head(ticket, null), el("div", { className: `banner ${tone}` }, el("h2", {}, icon(sign), t(title)), el("p", {}, t(help))));

const thanks = over("good", "check", "thanks", "thanks_help");
export const views = {
  waiting, called, serving,
  served: (page) => (page.ticket.can_rate ? rating(page) : thanks(page)),
  no_show: over("bad", "warn", "missed", "missed_help"),
  parked: over("", "park", "parked", "parked_help"),
  left: over("", "info", "left", "left_help"),
  expired: over("", "clock", "expired", "expired_help"),
};
