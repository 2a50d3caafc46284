import { get, post } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { load, pick } from "./lib/i18n.js";
import { follow, runClock, showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { ask, askCall, askReason, askReturn, whenClosed } from "./console/dialogs.js";
import { BAD_CODE, askDone, askNote, askPriority } from "./console/visit.js";
import { line, why } from "./console/side.js";
import { at, groupName, mayArm, number, pausing, state, verbs, works } from "./console/state.js";
import { current, foot, keys, nextButton } from "./console/ticket.js";
import { askTransfer } from "./console/transfer.js";
import { twice, watchTwins } from "./console/twins.js";
import "./leave.js";

const GUARD_MS = 700, LED_SLOW_MS = 2000, SAID_MS = 10000;
const main = document.getElementById("console"), dialog = document.getElementById("dialog");
const { t } = await load();
/** What rests on whom one sees at the counter: two people there may press at once. */
const RESTS = new Set(["next", "arm", "recall", "start", "finish", "no-show", "park", "transfer", "call", "note", "priority", "undo"]);
let saidTimer = 0, restTimer = 0;

/** Do a verb. The screen says at once what was pressed, and shows no number before the server told it.
    Answers the refusal if it is the one whose code is `shown`, for who asked shows that itself. */
async function act(verb, body = {}, shown = "", place = "") {
  if (!works() || (["next", "arm"].includes(verb) && "rest" in document.body.dataset)) return;
  state.busy = verb;
  rest();
  draw();
  let refused = null;
  const path = RESTS.has(verb) ? `${verb}?seen=${state.seen}` : verb;
  const answer = await post(`/counters/${number}/${path}`, body, { secure: true, retry: true });
  state.busy = "";
  if (answer.ok) {
    if (verb === "next" && answer.body.call === null) say(t(answer.body.state === "paused" ? "rests_now" : "nobody_waits_here"));
    else if (verb === "transfer") say(t("did_transfer", place));
    else if (verb === "return") say(t("did_return", body.number));
    else if (state.said) say("");
    if (answer.body.rev !== undefined) take(answer.body);
    else {
      if (answer.body.call) showCall(answer.body.call);
      refresh();
    }
  } else if (answer.status === 401) location.assign(`/login?next=/console/${number}`);
  else if (shown && answer.body?.code === shown) refused = answer.body;
  else say(answer.body?.reason ? pick(answer.body.reason) : t("no_server_move"), true);
  draw();
  return refused;
}

/** A second press so soon is the first one's echo. */
function rest() {
  document.body.dataset.rest = "";
  clearTimeout(restTimer);
  restTimer = setTimeout(() => delete document.body.dataset.rest, GUARD_MS);
}

async function refresh() {
  const answer = await get(`/counters/${number}`);
  if (answer.ok) take(answer.body);
}

/** Whom we called, by the answer alone: the whole counter follows a moment later. */
function showCall(call) {
  const { desk } = state;
  const row = [...desk.next, ...desk.waiting].find((one) => one.number === call.number);
  if (!row || desk.ticket?.number === call.number) return;
  const { number: n, group, priority, issued_at, mark_at, waited_s: wait_s } = row;
  const moments = { first_called_at: call.at, called_at: call.at, started_at: null, issued_at, mark_at };
  const ticket = { ...moments, number: n, group, priority, wait_s, state: "called", calls: 1, no_show_calls: 1, no_show_at: call.at, note: null, forecast: null, dossiers: null, lang: null };
  const others = (rows) => rows.filter((one) => one.number !== n);
  state.desk = { ...desk, ticket, state: "called", armed: false, undo: null, next: others(desk.next), waiting: others(desk.waiting), waiting_total: Math.max(desk.waiting_total - 1, 0) };
}

function take(told) {
  const { desk } = state;
  if (desk && (told.ep - desk.ep || told.rev - desk.rev) < 0) return;
  const call = told.ticket ? `${told.ticket.number}/${told.ticket.calls}` : "";
  if (call !== state.lastCall) Object.assign(state, { lastCall: call, calledAt: performance.now() });
  state.desk = told;
  draw();
}

function say(text, bad = false) {
  state.said = text ? { text, bad } : null;
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => { state.said = null; draw(); }, SAID_MS);
}

const can = { park: () => verbs.park.on(), transfer: () => verbs.transfer.on(), pause: () => at("idle", "called", "serving") };
const actions = {
  "press-next": () => act(at("paused", "closed") ? "open" : mayArm() ? "arm" : "next"),
  park: () => askReason(state.desk.choices.park_reasons, t("park_reason"), t("v_park"), (reason) => act("park", { reason })),
  pause: () => pausing() ? act("open") : askReason(state.desk.choices.pause_reasons, t("pause_why"), t("v_pause"), (reason, form) => act("pause", { reason, ...backAt(form.elements.back.value) }), backField()),
  done: () => askDone((told) => act("finish", told, BAD_CODE)),
  note: () => askNote((text) => act("note", { text })),
  priority: () => askPriority((has) => act("priority", { priority: has })),
  helpme: () => act("help"),
  transfer: () => askTransfer((to, name) => act("transfer", to, "", name)),
  call: (button) => askCall(describe, (wanted, reason) => act("call", { number: wanted, reason }), button?.dataset.number),
  return: (button) => (button ? act("return", { number: Number(button.dataset.number) }) : askReturn(gone(), (wanted) => act("return", { number: wanted }))),
  tab: (button) => { state.tab = button.dataset.tab; draw(); },
  help: () => ask(t("all_keys"), el("dl", { className: "keys" }, allKeys().map(([key, word]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(word)))))),
};
const telling = { KeyK: "done", KeyN: "note", KeyU: "priority" };
const backField = () => el("label", {}, t("back_when"), el("input", { name: "back", type: "time" }));
/** The day and the offset of the hall, for a time that was typed. */
const backAt = (hhmm) => (hhmm ? { back_at: `${state.desk.now.slice(0, 11)}${hhmm}:00${state.desk.now.slice(19)}` } : {});
/** A press rests on whom the officer sees; a question that it opens is still about the same. */
const run = (name, button) => {
  state.seen = state.desk.ticket?.number ?? "nobody";
  return (actions[name] ?? act)(actions[name] ? button : name);
};
const allKeys = () => [["Enter", "v_next"], ...Object.entries(verbs).map(([verb, v]) => [v.key, `v_${verb}`]), ["P", "pause_key"], ["K", "finish_told"], ["N", "note"], ["U", "priority_check"], ["T", "bring_back"], ["M", "help_me"], ["/", "call_any"], ["?", "all_keys"], ["Esc", "close_this"]];

/** Who was set aside or missed, and can wait again. */
const gone = () => ["parked", "no_shows"].flatMap((kind) => state.desk[kind].map((row) => ({ number: row.number, about: describe(row.number) })));

/** What is known here of a number that was typed. */
function describe(wanted) {
  const { desk } = state;
  const found = ["waiting", "parked", "no_shows"].flatMap((kind) => desk[kind].map((row) => ({ kind, row }))).find(({ row }) => row.number === wanted);
  return found ? `${t(`t_${found.kind}`)} · ${groupName(found.row.group)}` : "";
}

function led() {
  const node = document.getElementById("led"), desk = state.desk;
  if (!desk?.led || !desk.ticket) return morph(node);
  const slow = performance.now() - state.calledAt > LED_SLOW_MS;
  const word = !state.up ? "led_unknown" : desk.led.shown ? "led_shown" : slow || !desk.led.online ? "led_silent" : "led_sending";
  node.className = `led ${word}`;
  morph(node, el("b", {}, String(desk.ticket.number)), desk.led.shown ? icon("check") : null, t(word));
}

function who() {
  const own = document.body.dataset.name, sits = state.desk.officer;
  document.getElementById("who").textContent = sits && sits !== own ? t("sits_here", sits, own) : own;
}

function draw() {
  if (!state.desk) return;
  document.body.dataset.state = state.up === false ? "offline" : state.desk.state;
  morph(main, el("div", { className: "left" }, twice(), current(), keys(), nextButton(), foot()), el("div", { className: "right" }, why(), line()));
  led();
  who();
  toNext();
}

/** The focus rests on Next whenever nobody has taken it elsewhere. */
function toNext() {
  if (!dialog.open && (!document.activeElement || document.activeElement === document.body)) document.getElementById("next")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  const enter = event.code === "Enter" || event.code === "NumpadEnter";
  if (dialog.open || !state.desk) return;
  if (event.repeat) { if (enter) event.preventDefault(); return; }
  if (!state.keysOn || event.target.matches("input, textarea, select") || event.altKey || event.metaKey) return;
  const [verb, v] = Object.entries(verbs).find(([, one]) => `Key${one.key}` === event.code) ?? [];
  if (event.ctrlKey && verb !== "undo") return;
  if (event.key === "?") run("help");
  else if (event.code === "Slash" || event.code === "NumpadDivide") { if (works()) run("call"); }
  else if (enter) { if (event.target.matches("button:not(#next), a")) return; run("press-next"); }
  else if (event.code === "KeyP") { if (at("paused")) act("open"); else if (works() && pausing()) act("open"); else if (works() && can.pause()) run("pause"); }
  else if (telling[event.code]) { if (works() && at("called", "serving")) run(telling[event.code]); }
  else if (event.code === "KeyT") { if (works()) run("return"); }
  else if (event.code === "KeyM") { if (works() && !state.desk.help_call) run("helpme"); }
  else if (v) { if (works() && v.on()) run(verb); }
  else return;
  event.preventDefault();
});
main.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button || button.disabled) return;
  run(button.dataset.do, button);
  if (event.detail && !dialog.open) { button.blur(); toNext(); } // A mouse leaves the keys with Next.
});
whenClosed(() => { document.activeElement?.blur(); toNext(); });

const toggle = document.getElementById("keys");
const showKeys = () => { morph(toggle, t(state.keysOn ? "keys_on" : "keys_off")); toggle.setAttribute("aria-pressed", String(state.keysOn)); };
toggle.addEventListener("click", () => { state.keysOn = !state.keysOn; showKeys(); toggle.blur(); toNext(); });
document.addEventListener("refused", () => location.reload());
showKeys();
runClock(document.getElementById("clock"), true);
const [groups] = await Promise.all([get("/groups"), refresh()]);
state.groups = groups.body ?? [];
follow([`counter:${number}`], { counter: take }, (up) => { state.up = up; showLink(document.getElementById("link"), up); draw(); });
watchTwins(draw);
setInterval(draw, 1000);
