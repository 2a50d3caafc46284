import { get, logout, post } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { load, pick } from "./lib/i18n.js";
import { follow, runClock, showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { ask, askCall, askReason, whenClosed } from "./console/dialogs.js";
import { line, why } from "./console/side.js";
import { at, groupName, mayArm, number, pausing, state, verbs, works } from "./console/state.js";
import { current, foot, keys, nextButton } from "./console/ticket.js";
import { askTransfer } from "./console/transfer.js";

const GUARD_MS = 700, LED_SLOW_MS = 2000, SAID_MS = 10000, CAN_UNDO = ["next", "call", "no-show", "finish", "park", "transfer"];
const main = document.getElementById("console"), dialog = document.getElementById("dialog");
const { t } = await load();
let saidTimer = 0, restTimer = 0;

async function act(verb, body = {}) {
  if (!works() || (["next", "arm"].includes(verb) && "rest" in document.body.dataset)) return;
  state.busy = true;
  rest();
  draw();
  const answer = await post(`/counters/${number}/${verb}`, body, { secure: true, retry: true });
  state.busy = false;
  if (answer.ok) {
    if (verb === "next" && answer.body.call === null) say(t(answer.body.state === "paused" ? "rests_now" : "nobody_waits_here"));
    else if (CAN_UNDO.includes(verb)) say(`${t(`did_${verb}`)} ${t("undo_hint")}`);
    else if (state.said) say("");
    await refresh();
  } else if (answer.status === 401) location.assign(`/login?next=/console/${number}`);
  else say(answer.body?.reason ? pick(answer.body.reason) : t("no_server_move"), true);
  draw();
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
  park: () => askReason("park", t("park_reason"), t("v_park"), (reason) => act("park", { reason })),
  pause: () => pausing() ? act("open") : askReason("pause", t("pause_why"), t("v_pause"), (reason) => act("pause", { reason })),
  transfer: () => askTransfer((to) => act("transfer", to)),
  call: () => askCall(describe, (wanted, reason) => act("call", { number: wanted, reason })),
  return: (button) => act("return", { number: Number(button.dataset.number) }),
  tab: (button) => { state.tab = button.dataset.tab; draw(); },
  help: () => ask(t("all_keys"), el("dl", { className: "keys" }, allKeys().map(([key, word]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(word)))))),
};
const run = (name, button) => (actions[name] ?? act)(actions[name] ? button : name);
const allKeys = () => [["Enter", "v_next"], ...Object.entries(verbs).map(([verb, v]) => [v.key, `v_${verb}`]), ["P", "pause_key"], ["/", "call_any"], ["?", "all_keys"], ["Esc", "close_this"]];

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
  const word = desk.led.shown ? "led_shown" : slow || !desk.led.online ? "led_silent" : "led_sending";
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
  morph(main, el("div", { className: "left" }, current(), keys(), nextButton(), foot()), el("div", { className: "right" }, why(), line()));
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
document.getElementById("leave").addEventListener("click", async () => { await logout(); location.assign("/login"); });
document.addEventListener("refused", () => location.reload());
showKeys();
runClock(document.getElementById("clock"), true);
await refresh();
follow([`counter:${number}`], { counter: take }, (up) => { state.up = up; showLink(document.getElementById("link"), up); draw(); });
state.groups = (await get("/groups")).body ?? [];
setInterval(draw, 1000);
