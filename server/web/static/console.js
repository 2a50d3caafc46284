import { get, logout, post } from "./lib/api.js";
import { cells, el, icon } from "./lib/dom.js";
import { hhmm, lang, load, pick } from "./lib/i18n.js";
import { follow, now, runClock, showLink } from "./lib/live.js";

const GUARD_MS = 700, LED_SLOW_MS = 2000, TOAST_MS = 6000;
const number = Number(document.body.dataset.counter);
const main = document.getElementById("console");
const dialog = document.getElementById("dialog");
const { t } = await load();
let desk = null, up = false, busy = false, pressedAt = 0, keysOn = true, tab = "waiting", calledAt = 0, lastCall = "";

const name = (code) => (desk.names[code] ? pick(desk.names[code]) : code);
const mmss = (s) => `${String(Math.floor(s / 60)).padStart(2, "0")}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
const since = (iso) => Math.max(0, (now() - Date.parse(iso)) / 1000);
const at = (...states) => desk && states.includes(desk.state);

const verbs = {
  recall: { key: "KeyL", sign: "repeat", on: () => at("called") },
  start: { key: "KeyB", sign: "play", on: () => at("called") },
  finish: { key: "KeyX", sign: "check", on: () => at("serving") },
  "no-show": { key: "KeyV", sign: "away", on: () => at("called") },
  park: { key: "KeyG", sign: "pause", on: () => at("called", "serving"), ask: () => askText("park", t("park_reason"), false) },
  transfer: { key: "KeyC", sign: "move", on: () => at("called", "serving"), ask: askTransfer },
  undo: { key: "KeyZ", sign: "undo", on: () => Boolean(desk?.undo) },
};

async function act(verb, body = {}) {
  if (busy || performance.now() - pressedAt < (verb === "next" ? GUARD_MS : 0)) return;
  busy = true;
  pressedAt = performance.now();
  draw();
  const answer = await post(`/counters/${number}/${verb}`, body, { secure: true, retry: true });
  busy = false;
  if (answer.ok) {
    if (verb === "next" && answer.body.call === null) toast(t("nobody_waits_here"));
    if (["next", "no-show", "finish"].includes(verb)) toast(`${t(`did_${verb}`)} ${t("undo_hint")}`);
    await refresh();
  } else if (answer.status === 401) location.assign(`/login?next=/console/${number}`);
  else toast(answer.body?.reason ? pick(answer.body.reason) : t("no_server_move"), true);
  draw();
}

async function refresh() {
  const answer = await get(`/counters/${number}`);
  if (answer.ok) take(answer.body);
}

function take(told) {
  if (desk && (told.ep - desk.ep || told.rev - desk.rev) < 0) return;
  const call = told.ticket ? `${told.ticket.number}/${told.ticket.calls}` : "";
  if (call !== lastCall) { lastCall = call; calledAt = performance.now(); }
  desk = told;
  draw();
}

function toast(text, bad = false) {
  const node = document.getElementById("toast");
  node.className = bad ? "on bad" : "on";
  node.textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { node.className = ""; }, TOAST_MS);
}

function ask(title, ...body) {
  dialog.replaceChildren(el("form", { method: "dialog" }, el("h2", {}, title), ...body));
  dialog.showModal();
}

function askText(verb, title, needed) {
  const input = el("input", { maxLength: 200, required: needed, ariaLabel: title });
  const presets = verb === "pause" ? t("pause_reasons").split("|") : [];
  ask(title, el("div", { className: "presets" }, presets.map((text) => el("button", { type: "button", onclick: () => { dialog.close(); act(verb, { reason: text }); } }, text))), input,
    el("menu", {}, el("button", { type: "button", onclick: () => dialog.close() }, t("cancel")), el("button", { type: "button", className: "primary", onclick: () => { if (needed && !input.value.trim()) return input.focus(); dialog.close(); act(verb, { reason: input.value.trim() || t("no_reason") }); } }, t(`v_${verb}`))));
}

async function askTransfer() {
  const groups = (await get("/groups")).body ?? [];
  const field = el("input", { placeholder: t("find_group"), ariaLabel: t("find_group") });
  const list = el("div", { className: "choices" });
  const plain = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const fill = () => list.replaceChildren(...groups.filter((g) => plain(`${g.code} ${g.name_vi} ${g.name_en} ${g.counters.join(" ")}`).includes(plain(field.value))).slice(0, 7).map((g) =>
    el("button", { type: "button", onclick: () => { dialog.close(); act("transfer", { group: g.code }); } }, el("b", {}, g.code), ` ${pick(g, "name")}`, el("small", {}, ` ${t("counter")} ${g.counters.join(", ")}`))));
  field.addEventListener("input", fill);
  fill();
  ask(t("v_transfer"), field, list, el("menu", {}, el("button", { type: "button", onclick: () => dialog.close() }, t("cancel"))));
}

function askCall() {
  const which = el("input", { inputMode: "numeric", placeholder: t("number"), ariaLabel: t("number") });
  const why = el("input", { maxLength: 200, placeholder: t("reason"), ariaLabel: t("reason") });
  ask(t("call_any"), which, why, el("menu", {}, el("button", { type: "button", onclick: () => dialog.close() }, t("cancel")),
    el("button", { type: "button", className: "primary", onclick: () => { dialog.close(); act("call", { number: Number(which.value), reason: why.value }); } }, t("v_call"))));
}

function current() {
  const ticket = desk.ticket;
  if (!ticket) {
    const said = { idle: desk.waiting_total ? t("ready_next") : t("nobody_waits_here"), paused: `${t("paused_since")} ${desk.pause_reason ?? ""}`, closed: t("counter_is_closed") }[desk.state];
    return el("section", { className: "card now empty" }, icon(desk.state === "idle" ? "people" : desk.state === "paused" ? "pause" : "door"), el("p", {}, said), el("small", {}, t("waiting_for_you", desk.waiting_total)));
  }
  const serving = ticket.state === "serving";
  const from = ticket.started_at ?? ticket.called_at;
  const took = since(from);
  const usual = desk.usual_service_s ?? 600;
  const scale = Math.max(usual * 1.9, took);
  const bar = el("div", { className: "bar", role: "img", ariaLabel: t("usual", Math.round(usual / 60)) }, el("i"), el("u"));
  bar.style.setProperty("--full", took / scale);
  bar.style.setProperty("--usual", usual / scale);
  return el("section", { className: `card now ${ticket.state}` },
    el("div", { className: "chips" }, el("span", { className: `chip ${serving ? "ok" : "info"}` }, icon(serving ? "play" : "bell"), t(`s_${ticket.state}`)), el("span", { className: "chip" }, t("dossiers", ticket.dossiers)), ticket.priority ? el("span", { className: "priority" }, t("priority_short")) : null, el("span", { className: "chip" }, t(`l_${ticket.lang}`)), el("span", { className: "calls muted" }, `${t("called_times", ticket.calls)} · ${ticket.called_at.slice(11, 19)}`)),
    el("div", { className: "who" }, el("h1", {}, String(ticket.number)), el("p", {}, el("b", {}, name(ticket.group)), el("small", {}, ticket.group))),
    el("div", { className: "time" }, el("b", { className: "digits" }, cells(mmss(took))), el("div", {}, bar, el("small", {}, t("usual", Math.round(usual / 60))))),
    el("dl", {}, fact(t("took_number"), hhmm(ticket.issued_at)), fact(t("waited"), `${Math.round(ticket.wait_s / 60)} ${t("min")}`), fact(t("told_wait"), ticket.forecast ? `${Math.round(ticket.forecast.low_s / 60)}–${Math.round(ticket.forecast.high_s / 60)} ${t("min")}` : t("unknown")), fact(t("mark"), hhmm(ticket.mark_at))));
}

const fact = (label, value) => el("div", {}, el("dt", {}, label), el("dd", {}, value));

function keys() {
  return el("div", { className: "verbs" }, Object.entries(verbs).map(([verb, v]) =>
    el("button", { type: "button", disabled: busy || !up || !v.on(), onclick: () => (v.ask ? v.ask() : act(verb)) }, el("kbd", {}, v.key.slice(3)), icon(v.sign), t(`v_${verb}`))));
}

function nextButton() {
  const first = desk.next[0];
  const blocked = !up || busy;
  const label = desk.state === "paused" || desk.state === "closed" ? t(desk.state === "paused" ? "resume" : "open_counter") : t("v_next");
  const held = desk.ticket ? `${t("finish_and", desk.ticket.number)} ` : "";
  const hint = !up ? t("offline_next") : at("paused", "closed") ? "" : first ? [held, el("b", {}, String(first.number)), ` · ${name(first.group)}`] : held ? t("finish_only", desk.ticket.number) : t("nobody_waits_here");
  return el("button", { type: "button", id: "next", className: "next", disabled: blocked, onclick: pressNext }, icon("bell"), el("span", {}, el("strong", {}, label), el("small", {}, hint)), el("kbd", {}, "Enter ↵"));
}

const pressNext = () => act(at("paused", "closed") ? "open" : "next");

function foot() {
  return el("div", { className: "foot" }, el("button", { type: "button", disabled: !up || !at("idle", "called", "serving"), onclick: () => askText("pause", t("pause_why"), true) }, icon("pause"), t("v_pause"), el("kbd", {}, "P")),
    el("button", { type: "button", disabled: !up || !at("idle", "paused"), onclick: () => act("close") }, icon("door"), t("v_close")),
    el("span", { className: "grow" }), el("span", { className: "muted" }, t("today", desk.today.served, desk.today.median_service_s === null ? "—" : Math.round(desk.today.median_service_s / 60), desk.today.n)), el("button", { type: "button", onclick: help }, el("kbd", {}, "?"), t("all_keys")));
}

function why() {
  const rows = desk.next.map((c, i) => el("li", { className: i ? "" : "first" }, el("div", {}, el("b", {}, String(c.number)), el("small", {}, `${t("mark")} ${hhmm(c.mark_at)}`)), el("div", {}, el("strong", {}, name(c.group)), el("small", {}, pick(c.why))), c.priority ? el("span", { className: "priority" }, t("priority_short")) : c.help ? el("span", { className: "chip" }, t("helping")) : null));
  return el("section", { className: "card why" }, el("h2", {}, t("up_next"), el("small", {}, t("earliest_first"))), rows.length ? el("ul", {}, rows) : el("p", { className: "muted" }, t("nobody_waits_here")));
}

function line() {
  const tabs = { waiting: desk.waiting_total, parked: desk.parked.length, no_shows: desk.no_shows.length };
  const row = { waiting: (r) => [el("td", {}, el("b", {}, r.number), r.priority ? el("span", { className: "priority" }, "ƯT") : null), el("td", {}, name(r.group), r.help ? el("span", { className: "chip" }, t("helping")) : null), el("td", {}, hhmm(r.issued_at)), el("td", {}, `${Math.round(r.waited_s / 60)}′`), el("td", {}, hhmm(r.mark_at))] };
  row.parked = row.no_shows = (r) => [el("td", {}, el("b", {}, r.number)), el("td", {}, name(r.group)), el("td", {}, hhmm(r.since ?? r.at)), el("td", { colSpan: 2 }, el("button", { type: "button", disabled: !up, onclick: () => act("return", { number: r.number }) }, t("bring_back")))];
  return el("section", { className: "card line" }, el("div", { className: "tabs", role: "tablist" }, Object.entries(tabs).map(([id, n]) => el("button", { type: "button", role: "tab", "aria-selected": String(tab === id), onclick: () => { tab = id; draw(); } }, `${t(`t_${id}`)} ${n}`)), el("button", { type: "button", className: "any", disabled: !up, onclick: askCall }, t("call_any"), el("kbd", {}, "/"))),
    el("div", { className: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, ["number", "group", "took_number", "waited", "mark"].map((h) => el("th", { scope: "col" }, t(h))))), el("tbody", {}, desk[tab].map((r) => el("tr", {}, row[tab](r)))))), desk.help.length ? el("p", { className: "muted" }, t("help_note")) : null);
}

function led() {
  const node = document.getElementById("led");
  if (!desk?.led || !desk.ticket) return node.replaceChildren();
  const slow = performance.now() - calledAt > LED_SLOW_MS;
  const word = desk.led.shown ? "led_shown" : slow || !desk.led.online ? "led_silent" : "led_sending";
  node.className = `led ${word}`;
  node.replaceChildren(el("b", {}, String(desk.ticket.number)), desk.led.shown ? icon("check") : "", t(word));
}

function help() {
  const rows = [["Enter", "v_next"], ...Object.entries(verbs).map(([verb, v]) => [v.key.slice(3), `v_${verb}`]), ["P", "v_pause"], ["/", "call_any"], ["Esc", "cancel"]];
  ask(t("all_keys"), el("dl", { className: "keys" }, rows.map(([key, word]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(word))))), el("menu", {}, el("button", {}, t("close_this"))));
}

function draw() {
  if (!desk) return;
  document.body.dataset.state = up ? desk.state : "offline";
  const onNext = !document.activeElement || document.activeElement === document.body || document.activeElement.id === "next";
  main.replaceChildren(el("div", { className: "left" }, current(), keys(), nextButton(), foot()), el("div", { className: "right" }, why(), line()));
  if (onNext && !dialog.open) document.getElementById("next").focus({ preventScroll: true });
  led();
}

document.addEventListener("keydown", (event) => {
  if (!keysOn || dialog.open || !desk || event.repeat || event.target.matches("input, textarea, select") || event.altKey || event.metaKey) return;
  const found = Object.entries(verbs).find(([, v]) => v.key === event.code);
  if (event.key === "?") help();
  else if (event.code === "Slash" || event.code === "NumpadDivide") askCall();
  else if (event.code === "Enter" || event.code === "NumpadEnter") { if (event.target.matches("button:not(#next), a")) return; pressNext(); }
  else if (event.code === "KeyP") { if (at("paused")) act("open"); else askText("pause", t("pause_why"), true); }
  else if (found) { const [verb, v] = found; if (up && v.on()) (v.ask ? v.ask() : act(verb)); }
  else return;
  event.preventDefault();
});

const toggle = document.getElementById("keys");
const showKeys = () => { toggle.textContent = t(keysOn ? "keys_on" : "keys_off"); toggle.setAttribute("aria-pressed", String(keysOn)); };
toggle.addEventListener("click", () => { keysOn = !keysOn; showKeys(); });
document.getElementById("leave").addEventListener("click", async () => { await logout(); location.assign("/login"); });
document.addEventListener("refused", (event) => toast(t(event.detail === "not-your-counter" ? "not_your_counter" : "not_allowed"), true));
showKeys();
runClock(document.getElementById("clock"), true);
await refresh();
if (!desk) main.replaceChildren(el("p", { className: "chip warn" }, t("no_counter")));
follow([`counter:${number}`], { counter: take }, (state) => { up = state; showLink(document.getElementById("link"), up); draw(); });
setInterval(() => { if (desk && !dialog.open) draw(); }, 1000);
document.documentElement.lang = lang;
