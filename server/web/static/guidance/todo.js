/* What needs a hand: people who called, machines in trouble, and groups that are closed. */
import { el, icon } from "../lib/dom.js";
import { hhmm, pick, t } from "../lib/i18n.js";
import { wrong } from "./kiosks.js";

function called(alert, act) {
  const next = alert.state === "asked" ? "coming" : "done";
  return el("li", {}, icon("bell"), el("div", {}, el("b", {}, t("g_calls", alert.device)), el("small", {}, `${hhmm(alert.asked_at)} · ${t(`g_a_${alert.state}`)}`)),
    el("button", { type: "button", onclick: () => act(alert, next) }, t(`g_${next}`)));
}

const trouble = (k) => el("li", {}, icon("warn"), el("div", {}, el("b", {}, `${k.id}: ${t(`g_k_${wrong(k)}`)}`), el("small", {}, t(`g_k_${wrong(k)}_help`))));

export function todo(alerts, kiosks, act) {
  const rows = [...alerts.filter((a) => a.state !== "done").map((a) => called(a, act)), ...kiosks.filter(wrong).map(trouble)];
  return rows.length ? rows : [el("li", { className: "muted" }, t("g_all_well"))];
}

export function shut(groups, close, open) {
  const closed = groups.filter((g) => g.closed_by_staff);
  const rows = closed.map((g) => el("li", {}, el("div", {}, el("b", {}, `${g.code} · ${pick(g, "name")}`), el("small", {}, pick(g.reason))),
    el("button", { type: "button", onclick: () => open(g) }, t("g_open"))));
  const choice = el("select", { ariaLabel: t("g_shut") }, groups.filter((g) => !g.closed_by_staff).map((g) => el("option", { value: g.code }, `${g.code} · ${pick(g, "name")}`)));
  const act = el("button", { type: "button", onclick: () => close(groups.find((g) => g.code === choice.value)) }, t("g_shut_one"));
  return [...rows, el("li", {}, el("div", {}, choice), act)];
}
