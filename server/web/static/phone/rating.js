/* How the visit was: one of five, why, and words; the best stands first. */
import { el, icon } from "../lib/dom.js";
import { hhmm, t } from "../lib/i18n.js";

const LONGEST = 500;

export function rating({ ticket, score }) {
  const words = t("scores").split("|");
  const row = (n) => el("button", { type: "button", role: "radio", "aria-checked": String(score === n), "data-do": "score", "data-score": n }, icon(`face${n}`), el("span", {}, words[n - 1]), el("i", {}));
  return el("section", { className: "rating" }, el("p", { className: "done" }, icon("check"), `${ticket.number} · ${t("served_done", hhmm(ticket.finished_at))}`), el("h2", {}, t("rate_ask")),
    el("div", { className: "scores", role: "radiogroup", ariaLabel: t("rate_ask") }, [5, 4, 3, 2, 1].map(row)),
    el("fieldset", {}, el("legend", {}, t("rate_why"), el("span", {}, ` ${t("rate_why_more")}`)), el("div", { className: "why" }, t("reasons").split("|").map((word) => el("label", {}, el("input", { type: "checkbox", name: "reason", value: word }), word)))),
    el("textarea", { maxLength: LONGEST, rows: 2, placeholder: t("rate_say"), ariaLabel: t("rate_say") }),
    el("button", { type: "button", className: "primary wide", disabled: !score, "data-do": "rate" }, t(score ? "rate_send" : "rate_first")), el("p", { className: "muted" }, t("rate_private")));
}
