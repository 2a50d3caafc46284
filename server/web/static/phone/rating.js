/* How the visit was: one of five, why, and words; the best stands first. */
import { el, icon } from "../lib/dom.js";
import { hhmm, t } from "../lib/i18n.js";

export const LONGEST = 500;
/** Codes in the journal, words on the page. */
const REASONS = ["wait", "attitude", "guidance", "trips", "facilities"];

const score = (n, words) => [el("input", { type: "radio", name: "score", value: String(n), id: `score${n}`, required: true }),
  el("label", { htmlFor: `score${n}`, "data-score": String(n) }, icon(`face${n}`), el("span", {}, words[n - 1]), el("i", {}))];
const reason = (code) => [el("input", { type: "checkbox", name: "reason", value: code, id: `why_${code}` }), el("label", { htmlFor: `why_${code}` }, t(`why_${code}`))];

/** The question and its answers; `sendable` when a level is chosen. */
export const question = (sendable) => [
  el("fieldset", { className: "scores" }, el("legend", { className: "unseen" }, t("rate_ask")), [5, 4, 3, 2, 1].map((n) => score(n, t("scores").split("|")))),
  el("fieldset", { className: "reasons" }, el("legend", {}, t("rate_why"), el("span", {}, ` ${t("rate_why_more")}`)), el("div", { className: "why" }, REASONS.map(reason))),
  el("textarea", { name: "comment", maxLength: LONGEST, rows: 2, placeholder: t("rate_say"), "aria-label": t("rate_say") }),
  el("p", { className: "count" }, t("most_letters", LONGEST)),
  el("button", { type: "submit", className: "primary wide", disabled: !sendable, "data-do": "rate" }, t(sendable ? "rate_send" : "rate_first"))];

export const rating = ({ ticket, score: chosen, key }) => el("section", { className: "rating" }, el("p", { className: "done" }, icon("check"), `${ticket.number} · ${t("served_done", hhmm(ticket.finished_at))}`), el("h1", {}, t("rate_ask")),
  el("form", { method: "post", action: `/t/${key}/rating` }, question(chosen)), el("p", { className: "muted" }, t("rate_private")));

/** Letters so far. */
export function count(root) {
  const words = root.querySelector("textarea"), said = root.querySelector(".count");
  if (words && said) said.textContent = `${words.value.length}/${LONGEST}`;
}
