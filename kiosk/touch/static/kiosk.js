/* The touch page: one question a screen, one request id a confirm screen, home by itself. */
import { el, icon, digits } from "./dom.js";
import { view, newRequest, online, wide, offered } from "./view.js";
import { bar, callStaff } from "./helpbar.js";
import { again, read, readAsked, setSpeaking, speaking } from "./aloud.js";
import { chime } from "./chime.js";
import { moved } from "./arrows.js";
import * as find from "./find.js";
import * as scanned from "./scanned.js";
import { t, named, clock, date, hallNow, machine, placed } from "./say.js";
import { fit } from "./fit.js";
import { amended, arrived, knowAll, tell } from "./late.js";
import { rest, touched, IDLE_S, DONE_S } from "./rest.js";
import { tuned } from "./which.js";
import { start } from "./screens/start.js";
import { departments, groups } from "./screens/departments.js";
import { confirm, lane, papersList } from "./screens/confirm.js";
import { search } from "./screens/search.js";
import { booking, codeOf } from "./screens/booking.js";
import { done } from "./screens/done.js";

const screens = { start, departments, groups, search, booking, confirm, bring: papersList, done };
const main = document.getElementById("screen");
const ANSWER_MS = 45_000, NEWS_MS = 15_000, HELD_MS = 5000;
const fingers = new Map();
let late = false, composing = false;

function go(step, change = {}) {
  Object.assign(view, { page: 0, unanswered: false }, change, { step });
  if (step === "start") rest(view.lang === "vi" && !view.paperless ? "none" : "idle", IDLE_S, home);
  else if (step === "done") { rest("done", DONE_S, home); chime(); }
  else rest("idle", IDLE_S, home);
  draw();
  main.focus();
}

function home() {
  if (view.lang !== "vi") speak("vi");
  view.large = false;
  document.body.classList.remove("high", "low");
  setSpeaking(false);
  view.unheard = false;
  find.forget();
  scanned.forget();
  go("start", { department: null, group: null, ticket: null, request: null, paperless: false, tilePage: 0, asking: false, row: null, documents: null, need: null, layer: "letters", code: "" });
}

const before = () => ({ departments: "start", groups: view.need ? "start" : "departments", search: view.searchFrom, confirm: view.from, bring: "confirm" })[view.step] ?? "start";
const actions = {
  home,
  again: () => again(main),
  back: () => go(before()),
  show: (change) => { Object.assign(view, change); draw(); },
  paperless: () => go("start", { paperless: true }),
  need: (need) => {
    const open = offered(need.key).filter((g) => g.open);
    if (need.key === "submit") go("departments", { department: null, need: null });
    else if (open.length === 1) actions.group(open[0]);
    else go("groups", { need: need.key, department: null });
  },
  search: () => { go("search", { searchFrom: view.step }); find.now(draw); typing(); },
  departments: () => go("departments", { department: null, need: null }),
  type: (change) => find.type(change(find.found.query), draw),
  typedSoFar: () => ({ query: find.found.query, code: view.code }),
  untype: ({ query, code }) => { if (view.step === "search") find.type(query, draw); if (view.step === "booking") actions.code(code); },
  find: async () => { await find.now(draw); main.querySelector(".hit:enabled")?.focus(); },
  turn: (page) => find.turn(page, draw),
  chosen: (row, group) => actions.group(group, row),
  papers: () => go("bring"),
  department: (name) => (wide() && !view.large ? actions.show({ department: name, page: 0 }) : go("groups", { department: name, need: null })),
  group: async (group, row = null) => {
    go("confirm", { group, row, documents: null, from: view.step, request: newRequest(), priority: view.old, dossiers: 1, asking: false, refusal: null });
    const request = view.request, documents = row?.documents ? null : await find.documentsOf(group.code);
    if (documents && view.request === request) actions.show({ documents });
  },
  booking: () => go("booking", { code: "", request: newRequest(), asking: false, refusal: null }),
  code: (text) => actions.show({ code: codeOf(text), refusal: null, request: view.refusal ? newRequest() : view.request }),
  take: () => take({ group: lane().code, priority: view.priority, dossiers: view.dossiers }),
  checkIn: () => take({ group: "", booking: view.code }),
};

async function take(asked) {
  if (view.asking || view.refusal) return;
  actions.show({ asking: true, unanswered: false });
  rest("none", 0);
  const request = view.request, step = view.step;
  Object.assign(view, { last: request, lastAt: performance.now() });
  const told = await ask({ id: request, ...asked, ...(view.scan === null ? {} : { scan: view.scan }), lang: view.lang });
  if (told.number !== undefined) return came(told);
  if (view.request !== request || view.step !== step) return;
  actions.show({ asking: false, refusal: told.reason ?? null, unanswered: !told.reason });
  rest("idle", IDLE_S, home);
}

/* A ticket, also one whose touch was given up or whose person has left. */
function came(ticket) {
  if (arrived(ticket)) go("done", { ticket, asking: false });
}

/* The same id may be asked again and again: the server and the kiosk answer with the same ticket. */
async function ask(body) {
  try {
    const answer = await fetch("/touch", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(ANSWER_MS) });
    return await answer.json();
  } catch {
    return {};
  }
}

/* Never under a finger: a click counts only if the button is still the same one. A finger that never
   leaves, or whose leaving was not heard of, holds nothing up for long. */
const held = () => [...fingers.values()].some((since) => performance.now() - since < HELD_MS);

function draw() {
  if (held() || composing) {
    late = true;
    return;
  }
  late = false;
  document.body.classList.toggle("large", view.large);
  const next = el("main", {}, ...screens[view.step](actions).flat());
  main.className = view.step;
  const focused = document.activeElement?.dataset?.key, caret = document.activeElement?.selectionStart;
  swap([...next.childNodes]);
  if (focused && document.activeElement?.dataset?.key !== focused) refocus(focused, caret);
  frame();
  fit();
  read(main);
}

/* Only what differs is exchanged, so that letters stay under fast fingers. */
let drawn = [], drawnFor = "";
function swap(fresh) {
  const now = `${view.step} ${view.request} ${view.department} ${view.page} ${view.tilePage}`;
  const same = now === drawnFor && fresh.length === main.childNodes.length, before = drawn;
  drawnFor = now;
  drawn = fresh.map((node) => node.outerHTML);
  if (!same) main.replaceChildren(...fresh);
  else fresh.forEach((node, i) => { if (drawn[i] !== before[i]) main.childNodes[i].replaceWith(node); });
}

function refocus(key, caret) {
  const node = [...main.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  node?.focus();
  if (node?.matches("input")) node.setSelectionRange(caret, caret);
}

function frame() {
  const [centre, place] = placed(named(view.hall?.centre?.name) || t("page_title"));
  document.getElementById("centre").textContent = centre;
  document.getElementById("machine").textContent = [place, t("machine", machine())].filter(Boolean).join(" · ");
  document.getElementById("link").hidden = online();
  document.getElementById("link").replaceChildren(icon("cloud-off"), t("lost"));
  bar();
  tick();
}

function tick() {
  const [day, of] = date(hallNow());
  document.getElementById("clock").replaceChildren(...digits(clock(hallNow())));
  document.getElementById("date").textContent = `${day}, ${of}`;
  tell();
}

const typing = () => main.querySelector("[data-key=query]")?.focus();

/* A keyboard that is plugged in writes into the search wherever the focus is; Enter and space press what has it. */
function typed(event) {
  if (view.step === "booking") return typedCode(event);
  if (view.step !== "search" || event.target.matches("input") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^[\p{L}\p{N}]$/u.test(event.key)) actions.type((text) => text + event.key);
  else if (event.key === "Backspace") actions.type((text) => [...text].slice(0, -1).join(""));
  else return;
  event.preventDefault();
  typing();
}

function typedCode(event) {
  if (event.key === "Backspace") actions.code(view.code.slice(0, -1));
  else if (/^[a-z0-9]$/i.test(event.key)) actions.code(view.code + event.key);
  else if (event.key === "Enter" && !event.target.matches("button")) main.querySelector("[data-key=take]:enabled")?.click();
}

/* The words of both languages and the hall as it was when the page was asked for. */
const first = JSON.parse(document.getElementById("first").textContent);

function speak(lang) {
  Object.assign(view, { words: first.words[lang], other: first.words[lang === "vi" ? "en" : "vi"], lang });
  document.documentElement.lang = lang;
  document.title = t("page_title");
}

/* A newer page is fetched when nobody stands before it. */
let build = null;
function renew(now) {
  build ??= now;
  if (now !== build && view.step === "start" && !held() && view.lang === "vi" && !view.paperless && !view.large) location.reload();
}

function hear(heard, at = performance.now()) {
  if (!view.hall) knowAll(heard.late);
  Object.assign(view, { hall: heard, heardAt: at });
  renew(heard.build);
  heard.late.forEach(came);
  amended(heard.corrected, draw);
  scanned.heard(heard.scan, actions);
  tuned(heard);
  return heard.version;
}

async function follow(after) {
  for (;;) {
    try {
      after = hear(await (await fetch(`/state?after=${after}`, { signal: AbortSignal.timeout(NEWS_MS) })).json());
    } catch {
      if (view.hall) view.hall.online = false;
      after = -1;
      await new Promise((next) => setTimeout(next, 1000));
    }
    if (view.step !== "done") draw();
  }
}

const on = (id, act) => document.getElementById(id).addEventListener("click", act);
on("language", () => { speak(view.lang === "vi" ? "en" : "vi"); if (view.step === "start") go("start"); else draw(); });
on("large", () => { actions.show({ large: !view.large, page: 0, tilePage: 0 }); if (view.step === "search") find.now(draw); });
on("low", () => { document.body.classList.toggle("low"); actions.show({ page: 0, tilePage: 0 }); });
on("aloud", () => { setSpeaking(!speaking(), main); draw(); });
on("staff", () => callStaff(draw));
on("contrast", () => { document.body.classList.toggle("high"); draw(); });
const lifted = (event) => { if (event?.pointerId === undefined) fingers.clear(); else fingers.delete(event.pointerId); if (late) setTimeout(draw); };
document.addEventListener("pointerdown", (event) => { fingers.set(event.pointerId, performance.now()); touched(); });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, lifted);
for (const [kind, on] of [["compositionstart", true], ["compositionend", false]]) document.addEventListener(kind, () => { composing = on; });
document.addEventListener("keydown", (event) => { touched(); if (!scanned.fromScanner(event, actions) && !moved(event)) typed(event); });
window.addEventListener("blur", lifted);
document.addEventListener("warned", ({ target }) => { chime(); readAsked(target.getElementById("still")); });
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("dragstart", (event) => event.preventDefault());
window.addEventListener("resize", draw);
speak("vi");
const version = hear(first.state, performance.getEntriesByType("navigation")[0]?.responseStart);
draw();
setInterval(tick, 1000);
document.fonts.addEventListener("loadingdone", () => fit());
follow(version);
