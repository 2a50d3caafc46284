/* The left side: whom the counter has, the verbs, and Next. */
import { cells, el, icon } from "../lib/dom.js";
import { hhmm, hhmmss, many, t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";
import { minutes } from "../lib/wait.js";
import { telling } from "./visit.js";
import { at, doing, groupName, mayArm, mmss, pausing, since, state, undoing, verbs, works } from "./state.js";

const ENOUGH = 20;
const fact = (label, value) => el("div", {}, el("dt", {}, label), el("dd", {}, value));
const UNDO_S = 10;

/** What was said last; else the move that can be taken back, with a bar of the time that is left. */
function toast() {
  const undo = state.said ? null : undoing();
  const said = state.said?.text ?? (undo ? t(`did_${undo.what}`) : "");
  const bar = undo ? [el("button", { type: "button", disabled: !works(), "data-do": "undo" }, t("v_undo"), el("kbd", {}, "Z")), el("span", { className: "left_s", ariaHidden: "true" }, `${undo.left_s} ${t("sec")}`), el("i")] : null;
  const node = el("div", { id: "toast", className: said ? (state.said?.bad ? "on bad" : undo ? "on undoing" : "on") : "" }, el("span", { role: "status" }, said), bar);
  if (undo) node.style.setProperty("--left", undo.left_s / UNDO_S);
  return node;
}

export function current() {
  const ticket = state.desk.ticket;
  return ticket ? held(ticket) : empty();
}

function empty() {
  const desk = state.desk;
  const said = { idle: desk.waiting_total ? t("ready_next") : desk.armed ? t("armed") : t("nobody_waits_here"), paused: t("paused_for", reason(desk.pause_reason)), closed: t("counter_is_closed") }[desk.state];
  const hint = { idle: desk.waiting_total ? many("waiting_for_you", desk.waiting_total) : t(desk.armed ? "armed_hint" : "idle_hint"), paused: many("waiting_for_you", desk.waiting_total), closed: t("closed_hint") }[desk.state];
  const sign = desk.state === "idle" ? el("img", { src: "/static/flower.svg", alt: "" }) : icon(desk.state === "paused" ? "pause" : "door");
  return el("section", { className: "card now empty" }, el("div", { className: "what" }, sign, el("h1", {}, said), el("p", {}, hint), desk.back_at && at("paused") ? el("p", { className: "back" }, t("back_about", hhmm(desk.back_at))) : null), toast());
}

function held(ticket) {
  const serving = ticket.state === "serving";
  const told = ticket.forecast ? `${minutes(ticket.forecast)} ${t("min")}` : t("unknown");
  const came = ticket.started_at ? since(ticket.called_at) - since(ticket.started_at) : null;
  return el("section", { className: `card now ${ticket.state}` },
    el("div", { className: "chips" }, el("span", { className: `chip ${serving ? "ok" : "info"}` }, icon(serving ? "play" : "bell"), t(`s_${ticket.state}`)), pausing() ? el("span", { className: "chip warn" }, icon("pause"), t("will_pause", reason(state.desk.pause_reason))) : null, ticket.dossiers === null ? null : el("span", { className: "chip" }, many("dossiers", ticket.dossiers)),
      ticket.lang === null ? null : el("span", { className: "chip" }, t(`l_${ticket.lang}`)), ticket.priority ? el("span", { className: "priority" }, t("priority_short")) : null,
      el("span", { className: "calls muted" }, `${many("called_times", ticket.calls)} · ${hhmmss(ticket.called_at)}`)),
    el("div", { className: "who" }, el("h1", {}, String(ticket.number)), el("p", {}, el("b", {}, groupName(ticket.group)), el("small", {}, ticket.group), ticket.note ? el("span", { className: "note" }, icon("info"), ticket.note) : null), telling(works())),
    took(ticket),
    el("div", { className: "facts" }, el("dl", {}, fact(t("took_number"), hhmm(ticket.issued_at)), fact(t("waited"), `${Math.round(ticket.wait_s / 60)} ${t("min")}`), fact(t("told_wait"), told),
      came === null ? fact(t("mark"), hhmm(ticket.mark_at)) : fact(t("came_after"), came < 90 ? `${Math.round(came)} ${t("sec")}` : `${Math.round(came / 60)} ${t("min")}`)), toast()));
}

function took(ticket) {
  const took_s = since(ticket.started_at ?? ticket.called_at);
  const usual = state.desk.usual_service_s ?? 600;
  const scale = Math.max(Math.ceil((usual * 1.9) / 60) * 60, took_s);
  const n = state.desk.usual_service_n ?? 0;
  const said = n >= ENOUGH ? t("usual", Math.round(usual / 60), n) : t("usual_planned", Math.round(usual / 60), n);
  const bar = el("div", { className: "bar", role: "img", ariaLabel: said }, el("i"), el("u"));
  const label = el("small", { className: "usual" }, said);
  bar.style.setProperty("--full", took_s / scale);
  for (const node of [bar, label]) node.style.setProperty("--usual", usual / scale);
  return el("div", { className: "time" }, el("b", { className: "digits" }, cells(mmss(took_s))), el("div", { className: "scale" }, bar, el("small", {}, "0"), label, el("small", { className: "end" }, Math.round(scale / 60))));
}

export const keys = () => el("div", { className: "verbs" }, Object.entries(verbs).map(([verb, v]) =>
  el("button", { type: "button", disabled: !works() || !v.on(), "data-do": verb, className: doing(verb) ? "doing" : "" }, el("kbd", {}, v.key), icon(v.sign), t(`v_${verb}`), v.wait?.() ? el("small", { className: "wait" }, v.wait()) : null)));

export function nextButton() {
  const label = doing("next", "call") ? t("calling_now") : at("paused") ? t("resume") : at("closed") ? t("open_counter") : t(pausing() ? "finish_and_rest" : "v_next");
  return el("button", { type: "button", id: "next", className: `next${state.desk.armed ? " armed" : ""}${doing("next", "arm", "open", "call") ? " doing" : ""}`, disabled: !works() || state.desk.armed, "data-do": "press-next" }, icon(state.up === false ? "off" : "bell"), el("span", {}, el("strong", {}, label), el("small", {}, hint())), el("kbd", {}, "Enter ↵"));
}

function hint() {
  const { desk } = state;
  const first = desk.next[0];
  if (state.up === false) return t("offline_next");
  if (doing("next", "call")) return t("calling_asks");
  if (at("paused", "closed")) return many("waiting_for_you", desk.waiting_total);
  if (desk.armed) return t("armed");
  if (pausing()) return t("finish_rests", desk.ticket.number);
  if (mayArm()) return t("v_arm");
  if (!first) return desk.ticket ? t("finish_only", desk.ticket.number) : t("nobody_waits_here");
  return [desk.ticket ? `${t("finish_and", desk.ticket.number)} ` : `${t("will_call")} `, el("b", {}, String(first.number)), first.priority ? ` · ${t("priority_short")}` : "", ` · ${groupName(first.group)}`];
}

export function foot() {
  const { today, help_call } = state.desk;
  const done = today.n ? t("today", today.served, Math.max(Math.round(today.median_service_s / 60), 1), today.n) : t("today_none");
  return el("div", { className: "foot" }, el("button", { type: "button", disabled: !works() || !at("idle", "called", "serving"), "data-do": "pause" }, icon(pausing() ? "play" : "pause"), t(pausing() ? "no_pause" : "v_pause"), el("kbd", {}, "P")),
    el("button", { type: "button", disabled: !works() || !at("idle", "paused"), "data-do": "close" }, icon("door"), t("v_close")),
    el("button", { type: "button", className: help_call ? `asked ${help_call.state}` : "", disabled: !works() || Boolean(help_call), "data-do": "helpme" }, icon("help"), t(help_call ? `help_${help_call.state}` : "help_me"), el("kbd", {}, "M")),
    el("span", { className: "muted" }, done), el("button", { type: "button", className: "bare", "data-do": "help" }, el("kbd", {}, "?"), t("all_keys")));
}
