/* The chosen device: how it is, what it shows, what it can be told, how it is set. */
import { el, icon } from "../lib/dom.js";
import { number, pick, t } from "../lib/i18n.js";
import { chip, onPanel, place, said as spoken, seen } from "./rows.js";
import { form } from "./settings.js";

const HOUR_S = 3600, MIB = 1048576;
const up = (s) => (s >= 24 * HOUR_S ? t("dv_days", Math.floor(s / HOUR_S / 24)) : s >= HOUR_S ? t("dv_hours", Math.floor(s / HOUR_S)) : t("dv_minutes", Math.floor(s / 60)));
const memory = (bytes) => (bytes < MIB ? `${number(Math.round(bytes / 1024))} KB` : `${number(Math.round(bytes / MIB))} MB`);
const fact = (key, value) => (value === null || value === undefined || value === "" ? null : el("div", { "data-key": key }, el("dt", {}, t(key)), el("dd", {}, value)));

function facts(one) {
  const { health: h } = one, living = one.state !== "never" && one.state !== "revoked";
  return el("dl", {}, fact("dv_place", place(one)), fact("dv_seen", seen(one.heard_at)), fact("dv_version", one.version),
    fact("dv_on_panel", living ? onPanel(one) : null), fact("dv_said", living ? spoken(one) : null), fact("dv_up", h.up_s === null ? null : up(h.up_s)),
    fact("dv_paper", h.paper && t(`g_paper_${h.paper}`)), fact("dv_printer", h.printer), fact("dv_temperature", h.temp_c === null ? null : `${number(h.temp_c)} °C`),
    fact("dv_queue", living ? number(h.queue) : null), fact("dv_alone", h.alone ? number(h.alone) : null), fact("dv_unreadable", h.unreadable ? number(h.unreadable) : null),
    fact("dv_rssi", h.rssi === null ? null : `${h.rssi} dBm`), fact("dv_mem", h.mem === null ? null : memory(h.mem)));
}

function outcome(order) {
  if (!order) return null;
  const reason = order.reason ? t(`dv_r_${order.reason.replaceAll("-", "_")}`) : "";
  const said = { sent: t("dv_o_sent"), done: t("dv_o_done"), failed: t("dv_o_failed", reason), late: t("dv_o_late") }[order.state];
  return el("p", { className: `outcome ${order.state}`, role: "status" }, icon({ done: "check", sent: "clock" }[order.state] ?? "warn"), `${t(`dv_a_${order.act}`)}: ${said}`);
}

function commands(one, may) {
  if (!may.command || !one.acts.length || one.state === "revoked") return null;
  const off = one.state === "offline" || one.state === "never";
  return el("section", { "data-key": "commands" }, el("h3", {}, t("dv_commands")),
    el("div", { className: "acts" }, one.acts.map((act) => el("button", { type: "button", disabled: off, "data-verb": "order", "data-device": one.id, "data-act": act }, t(`dv_a_${act}`)))),
    off ? el("p", { className: "muted" }, t("dv_commands_off")) : outcome(one.order));
}

function secrets(one, may) {
  if (!may.manage || one.state === "revoked") return null;
  const button = (verb) => el("button", { type: "button", "data-verb": verb, "data-device": one.id }, t(`dv_${verb}`));
  return el("section", { "data-key": "secrets" }, el("h3", {}, t("dv_secret")), el("div", { className: "acts" }, button("renew"), button("revoke")));
}

const problem = (one) => el("li", { "data-key": one.alarm, className: one.severe ? "severe" : "mild" }, icon(one.severe ? "over" : "warn"), el("div", {}, el("b", {}, pick(one.title)), el("small", {}, pick(one.advice))));

export function panel(one, alarms, may, said) {
  return [el("div", { className: "line", "data-key": `head ${one.id}` }, el("h2", { id: "panel-title", tabIndex: -1 }, pick(one.name)), el("button", { type: "button", className: "close", "data-verb": "close" }, t("pp_close"), " ", el("kbd", {}, "Esc"))),
    el("p", { className: "which", "data-key": "which" }, chip(one.state), pick(one.name) === one.id ? null : el("code", {}, one.id)),
    said ? el("p", { className: "told", role: "status", "data-key": "said" }, said) : null,
    alarms.length ? el("ul", { className: "problems", "data-key": "problems" }, alarms.map(problem)) : null,
    facts(one), commands(one, may), one.state === "revoked" ? null : form(one, may), secrets(one, may)];
}
