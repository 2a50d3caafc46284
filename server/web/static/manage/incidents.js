/* What stands out by the rules of alerts: what, since when, what to do, and who sees to it. */
import { post } from "../lib/api.js";
import { el, icon } from "../lib/dom.js";
import { hhmm, pick, t } from "../lib/i18n.js";

const signs = { "long-wait": "over", "target-missed": "over", "counter-idle": "empty", "device-down": "off", "paper-low": "list", "rating-drop": "people" };
const severe = new Set(["long-wait", "target-missed", "device-down"]);

export function incidents(list, acts) {
  if (!list.length) return el("p", { className: "calm" }, icon("check"), t("al_none"));
  return el("ol", { className: "incidents" }, list.map((one) => row(one, acts)));
}

function row(one, acts) {
  const tone = one.taken_by ? "info" : severe.has(one.rule) ? "over" : "warn";
  return el("li", { "data-key": one.id, className: one.taken_by ? "taken" : "" }, el("span", { className: `mark ${tone}` }, icon(signs[one.rule] ?? "warn")),
    el("div", {}, el("b", {}, pick(one.title)), el("p", {}, pick(one.advice)), el("p", { className: "deeds" }, deed(one, acts), el("a", { href: one.link }, t("al_go")), el("small", {}, t("al_from_clock", hhmm(one.since))))));
}

function deed(one, acts) {
  if (one.taken_by) return el("small", { className: "who" }, icon("check"), t("al_taken_by", one.taken_by, hhmm(one.taken_at)));
  return acts ? el("button", { type: "button", "data-take": one.id }, t("al_take")) : null;
}

/** Presses of "I see to it" inside `place`. */
export function listen(place) {
  place.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    button.disabled = true;
    await post(`/incidents/${button.dataset.take}/take`, {}, { secure: true, retry: true });
  });
}
