/* What is wrong, what to do about it, and who sees to it. */
import { el, icon } from "../lib/dom.js";
import { hhmm, pick, t } from "../lib/i18n.js";

function alarm(one, may) {
  const state = one.taken_by ? el("small", { className: "taken" }, icon("person"), t("dv_taken", one.taken_by, hhmm(one.taken_at))) : null;
  const act = may.command && !one.taken_by ? el("button", { type: "button", "data-verb": "taken", "data-device": one.device, "data-alarm": one.alarm }, t("dv_take")) : null;
  return el("li", { "data-key": `${one.device} ${one.alarm}`, className: `${one.severe ? "severe" : "mild"}${one.taken_by ? " seen" : ""}` }, icon(one.severe ? "over" : "warn"),
    el("div", {}, el("a", { href: `#d-${one.device}` }, pick(one.title)), el("small", {}, `${hhmm(one.since)} · ${pick(one.advice)}`), state), act);
}

const calm = () => el("li", { className: "calm", "data-key": "none" }, icon("check"), t("dv_all_well"));
const blind = () => el("li", { className: "severe", "data-key": "unlinked" }, icon("over"), t("dv_unlinked"));

/** Where the broker is away nobody knows whether all is well. */
export const alarms = (list, may, linked) => [linked ? null : blind(), ...list.map((one) => alarm(one, may)), list.length || !linked ? null : calm()].filter(Boolean);
