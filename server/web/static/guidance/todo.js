/* What needs a hand: people who called, machines in trouble, and groups that are closed. */
import { el, icon } from "../lib/dom.js";
import { hhmm, many, pick, t } from "../lib/i18n.js";
import { announced } from "./announcing.js";
import { named, wrong } from "./kiosks.js";

const living = (alerts) => alerts.filter((a) => a.state !== "done").sort((a, b) => Number(a.state === "coming") - Number(b.state === "coming"));
const closed = (groups) => groups.filter((g) => g.closed_by_staff);
const isRefused = (alert) => alert.kind === "refused-ticket";

/* A machine whose trouble is an alarm already is told once. */
const untold = (kiosks, alarms) => kiosks.filter((k) => wrong(k) && !alarms.some((one) => one.device === k.id));

/** How many things wait for somebody; who is on the way to a caller has taken it on. */
export const openTasks = ({ alerts, stranded: left, kiosks, alarms }) => left.length + alerts.filter((a) => a.state === "asked").length + untold(kiosks, alarms).length + alarms.filter((one) => !one.taken_by).length;

function line(key, kind, sign, title, help, act) {
  return el("li", { "data-key": key, className: kind }, icon(sign), el("div", {}, el("b", {}, title), el("small", {}, help)), act);
}

/* A number that a kiosk gave alone and that could not be taken over: its holder is somewhere in the hall. */
function refused(alert) {
  const { number, reason, advice } = alert.ticket;
  const act = el("button", { type: "button", "data-alert": alert.id, "data-act": "done" }, t("g_done"));
  return line(`a${alert.id}`, "warn", "ticket", t("g_refused", number, named(alert.device)), `${pick(reason)} ${pick(advice)}`, act);
}

function called(alert) {
  if (isRefused(alert)) return refused(alert);
  const next = alert.state === "asked" ? "coming" : "done";
  const act = el("button", { type: "button", className: next === "coming" ? "strong" : "", "data-alert": alert.id, "data-act": next }, t(`g_${next}`));
  const who = alert.kind === "counter" ? `${t("counter")} ${alert.device.split(":")[1]}` : named(alert.device);
  return line(`a${alert.id}`, alert.state, "bell", t("g_calls", who), `${hhmm(alert.asked_at)} · ${t(`g_a_${alert.state}`)}`, act);
}

/* Something is wrong with a device: what to do, and who sees to it. */
function alarm(one) {
  const act = one.taken_by ? null : el("button", { type: "button", "data-device": one.device, "data-alarm": one.alarm }, t("dv_take"));
  const help = one.taken_by ? t("dv_taken", one.taken_by, hhmm(one.taken_at)) : `${hhmm(one.since)} · ${pick(one.advice)}`;
  return line(`d${one.device} ${one.alarm}`, one.taken_by ? "coming" : "warn", one.severe ? "over" : "warn", pick(one.title), help, act);
}

const stranded = (g) => line(`s${g.group}`, "warn", "people", t("do_stranded", pick(g.name), g.waiting), pick(g.advice), null);
const trouble = (k) => line(`k${k.id}`, wrong(k) === "offline" ? "info" : "warn", wrong(k) === "offline" ? "off" : "warn", `${named(k.id)}: ${t(`g_k_${wrong(k)}`)}`, t(`g_k_${wrong(k)}_help`));
const shut = (g) => line(`g${g.code}`, "shut", "door", `${t("g_shut_title", g.code)} · ${pick(g, "name")}`, pick(g.reason), el("button", { type: "button", "data-group": g.code }, t("g_open")));

export function todo({ alerts, stranded: left, kiosks, groups, said, alarms }) {
  const rows = [...left.map(stranded), ...living(alerts).map(called), ...alarms.map(alarm), ...untold(kiosks, alarms).map(trouble), ...closed(groups).map(shut), ...said.map(announced)];
  return rows.length ? rows : [el("li", { className: "muted", "data-key": "none" }, icon("check"), t("g_all_well"))];
}
