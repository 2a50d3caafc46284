/* The touch page: one question a screen, one request id a confirm screen, home by itself. */
import { needs, icon } from "./needs.js";

const IDLE_S = 60, WARN_S = 20, DONE_S = 20;
const screen = document.getElementById("screen");
const view = { step: "start", lang: "vi", words: {}, hall: null, department: null, page: 0 };
let timer = 0, left = 0;

const t = (key, ...values) => values.reduce((text, v, i) => text.replace(`{${i}}`, v), view.words[key] ?? key);
const named = (both) => (both ? both[view.lang] : "");
const groups = () => (view.hall ? view.hall.zones.flatMap((z) => z.groups.map((g) => ({ ...g, zone: z.zone, zoneName: z.name }))) : []);

function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key === "onclick") node.addEventListener("click", value);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

function button(label, className, onclick, ...more) {
  return el("button", { type: "button", className, onclick }, ...more, el("span", { className: "label" }, label));
}

function waitText(group) {
  if (!group.wait) return t("unknown_wait");
  const low = Math.floor(group.wait.low_s / 300) * 5;
  const high = Math.max(Math.ceil(group.wait.high_s / 300) * 5, low + 5);
  if (group.waiting === 0 && low === 0) return t("now");
  return low === 0 ? t("under", high) : t("minutes", `${low}–${high}`);
}

function clockText(wait) {
  const round = (iso, up) => {
    const [h, m] = iso.slice(11, 16).split(":").map(Number);
    const all = h * 60 + m;
    const at = (up ? Math.ceil(all / 5) : Math.floor(all / 5)) * 5;
    return `${Math.floor(at / 60) % 24}:${String(at % 60).padStart(2, "0")}`;
  };
  return `${round(wait.at_low, false)}–${round(wait.at_high, true)}`;
}

function ranges(numbers) {
  const runs = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(", ");
}

function go(step, change = {}) {
  Object.assign(view, { page: 0 }, change, { step });
  draw();
  rest(step === "start" ? 0 : IDLE_S);
}

function rest(seconds) {
  clearInterval(timer);
  left = seconds;
  if (!seconds) return;
  timer = setInterval(() => {
    left -= 1;
    const said = document.getElementById("countdown");
    const counts = view.step === "done" || left <= WARN_S;
    if (said) said.textContent = counts ? t("home_in", left) : "";
    const warning = document.getElementById("more");
    if (warning) warning.hidden = !counts;
    if (left <= 0) reset();
  }, 1000);
}

function reset() {
  document.body.classList.remove("large", "high");
  document.getElementById("large").setAttribute("aria-pressed", "false");
  document.getElementById("contrast").setAttribute("aria-pressed", "false");
  const home = () => go("start", { department: null, group: null, ticket: null, request: null });
  if (view.lang === "vi") home();
  else speak("vi").then(home);
}

function titled(text, ...rows) {
  const extra = el("div", { className: "extra" }, el("span", { id: "countdown" }),
    el("button", { id: "more", type: "button", className: "quiet", hidden: true, onclick: () => rest(IDLE_S) }, t("more_time")));
  return [
    el("div", { className: "title" },
      button(t("back"), "quiet back", back, icon("back")), el("h1", {}, text), extra,
      button(t("home"), "quiet", reset, icon("home"))),
    ...rows,
  ];
}

const before = { departments: "start", groups: "departments", done: "start" };
function back() {
  go(view.step === "confirm" ? view.from : before[view.step] ?? "start");
}

function notice() {
  const hall = view.hall;
  if (!hall || !hall.centre || !hall.online) return el("p", { className: "notice warn" }, icon("off"), t("offline"));
  const at = hall.centre.reopens_at ? t("reopens", hall.centre.reopens_at.slice(11, 16)) : "";
  if (hall.centre.hall === "break") return el("p", { className: "notice" }, icon("clock"), t("break", at));
  if (hall.centre.hall !== "open") return el("p", { className: "notice" }, icon("clock"), t("closed", at));
  if (hall.paper === "out") return el("p", { className: "notice warn" }, icon("paper"), t("paper_out"));
  return null;
}

function start() {
  const tiles = needs.map((need) => {
    const count = groups().filter((g) => need.codes.includes(g.code)).reduce((sum, g) => sum + g.waiting, 0);
    const hint = need.codes.length && view.hall?.online ? t("waiting_now", count) : t(`${need.key}_hint`);
    return el("button", { type: "button", className: `need ${need.key === "submit" ? "first" : ""}`, onclick: () => choose(need) },
      icon(need.icon), el("span", { className: "label" }, t(need.key)), el("span", { className: "hint" }, hint));
  });
  return [el("h1", { className: "ask" }, t("ask")), el("div", { className: "needs" }, ...tiles), notice()];
}

function choose(need) {
  const found = groups().filter((g) => need.codes.includes(g.code));
  if (!need.codes.length || !found.length) return go("departments");
  return confirm(found[0], "start");
}

function departments() {
  const names = new Map();
  for (const g of groups()) if (!needs.some((n) => n.codes.includes(g.code))) names.set(g.department.vi, g.department);
  const tiles = [...names.values()].map((d) =>
    el("button", { type: "button", className: `tile${view.department === d.vi ? " on" : ""}`,
      onclick: () => go(wide() ? "departments" : "groups", { department: d.vi }) },
      el("span", { className: "label" }, named(d))));
  if (wide() && !view.department && tiles.length) view.department = [...names.keys()][0];
  const side = wide() ? el("section", { className: "panel" }, ...groupRows()) : null;
  return titled(t("department"), el("div", { className: "split" }, el("div", { className: "tiles" }, ...tiles), side));
}

const wide = () => window.innerWidth > window.innerHeight;

function groupRows() {
  const mine = groups().filter((g) => g.department.vi === view.department);
  const size = 5;
  const shown = mine.slice(view.page * size, view.page * size + size);
  const rows = shown.map((g) => {
    const state = g.open ? [el("b", {}, t("people", g.waiting)), el("span", {}, waitText(g))] : [el("b", {}, t("closed_group")), el("span", {}, named(g.reason))];
    return el("button", { type: "button", className: "row", disabled: !g.open, onclick: () => confirm(g, view.step) },
      el("span", { className: "label" }, named(g.name)), el("span", { className: "facts" }, ...state), icon("next"));
  });
  const more = mine.length > size ? button(t("next_page"), "quiet", () => { view.page = (view.page + 1) % Math.ceil(mine.length / size); draw(); }) : null;
  return [el("h2", {}, named(mine[0]?.department)), ...rows, more];
}

function confirm(group, from) {
  const random = crypto.getRandomValues(new Uint8Array(12));
  const request = `t-${[...random].map((b) => b.toString(16).padStart(2, "0")).join("")}`;
  go("confirm", { group, from, request, priority: false, dossiers: 1, asking: false, problem: "" });
}

function pick(key, options) {
  return el("div", { className: "pick", role: "group" }, ...options.map(([value, label]) =>
    el("button", { type: "button", className: "option", "aria-pressed": String(view[key] === value),
      onclick: () => { view[key] = value; draw(); rest(IDLE_S); } }, label)));
}

function confirmScreen() {
  const g = groups().find((one) => one.code === view.group.code) ?? view.group;
  const fact = (label, value, more) => el("div", { className: "fact" }, el("dt", {}, label), el("dd", {}, value, more ? el("small", {}, more) : ""));
  return titled(named(g.name),
    el("dl", { className: "factlist" },
      fact(t("to"), `${t("zone", g.zone)} · ${t("counter", ranges(g.counters))}`),
      fact(t("ahead"), t("people", g.waiting)),
      fact(t("wait"), waitText(g), g.wait && g.waiting ? `(${clockText(g.wait)})` : "")),
    el("div", { className: "ask2" }, el("h2", {}, t("priority"), el("small", {}, t("priority_hint"))), pick("priority", [[false, t("no")], [true, t("yes")]])),
    el("div", { className: "ask2" }, el("h2", {}, t("dossiers")), pick("dossiers", [[1, "1"], [2, "2–5"], [6, t("more5")]])),
    view.problem ? el("p", { className: "notice warn", role: "alert" }, icon("off"), view.problem) : null,
    el("button", { type: "button", className: "take", disabled: view.asking || !view.hall?.online, onclick: take }, icon("ticket"),
      el("span", { className: "label" }, view.asking ? t("taking") : t("take"))));
}

async function take() {
  if (view.asking) return;
  view.asking = true;
  view.problem = "";
  draw();
  rest(IDLE_S);
  try {
    const body = { id: view.request, group: view.group.code, priority: view.priority, dossiers: view.dossiers, lang: view.lang };
    const answer = await fetch("/touch", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const told = await answer.json();
    if (answer.status === 201) {
      go("done", { ticket: told, asking: false });
      rest(DONE_S);
      return;
    }
    view.problem = told.reason ? told.reason[view.lang] : t("no_answer");
  } catch {
    view.problem = t("no_answer");
  }
  view.asking = false;
  draw();
}

function done() {
  const ticket = view.ticket;
  const paper = view.hall?.printer === "screen" ? t("screen_ticket") : ticket.paper === "out" ? t("no_paper") : t("take_paper");
  return [
    el("div", { className: "ticket" },
      el("p", { className: "say" }, t("your_number")),
      el("p", { className: "number" }, String(ticket.number)),
      el("p", { className: "place" }, t("sit", t("zone", ticket.zone)), el("small", {}, t("counter", ranges(ticket.counters)))),
      el("div", { className: "after" },
        el("img", { className: "qr", src: ticket.qr, alt: t("scan") }),
        el("div", {}, el("p", { className: "paper" }, icon("down"), paper),
          el("p", {}, `${t("ahead")}: ${t("people", ticket.ahead)}`),
          el("p", {}, `${t("wait")}: ${waitText({ wait: ticket.wait, waiting: ticket.ahead })}${ticket.wait && ticket.ahead ? ` (${clockText(ticket.wait)})` : ""}`))),
      el("div", { className: "ends" }, el("span", { id: "countdown" }, t("home_in", DONE_S)),
        button(t("more_time"), "quiet", () => rest(30)), button(t("done"), "primary", reset))),
  ];
}

const screens = { start, departments, groups: () => titled(t("group"), el("section", { className: "panel" }, ...groupRows())), confirm: confirmScreen, done };

function draw() {
  screen.className = view.step;
  screen.replaceChildren(...screens[view.step]().filter(Boolean));
  document.getElementById("centre").textContent = named(view.hall?.centre?.name);
  const state = document.getElementById("state");
  state.textContent = view.hall?.online ? t("machine", document.body.dataset.kiosk.replace(/^\D+/, "") || document.body.dataset.kiosk) : t("offline_title");
  state.classList.toggle("lost", !view.hall?.online);
  for (const id of ["language", "large", "contrast"]) document.getElementById(id).replaceChildren(icon(id), t(id));
}

async function speak(lang) {
  view.words = await (await fetch(`/lang/${lang}.json`)).json();
  view.lang = lang;
  document.documentElement.lang = lang;
  document.title = t("page_title");
}

function toggle(id, name) {
  const control = document.getElementById(id);
  control.addEventListener("click", () => control.setAttribute("aria-pressed", String(document.body.classList.toggle(name))));
}

async function follow() {
  let after = -1;
  for (;;) {
    try {
      view.hall = await (await fetch(`/state?after=${after}`)).json();
      after = view.hall.version;
      if (view.hall.now_ms) view.offset = view.hall.now_ms - Date.now();
      if (!view.asking && view.step !== "done") draw();
    } catch {
      if (view.hall) view.hall.online = false;
      await new Promise((next) => setTimeout(next, 1000));
    }
  }
}

function tick() {
  const clock = document.getElementById("clock");
  const timeZone = view.hall?.tz ?? undefined;
  const now = new Date(Date.now() + (view.offset ?? 0));
  const text = now.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", timeZone });
  clock.replaceChildren(...[...text].map((c) => el("span", { className: c === ":" ? "c" : "d" }, c)));
}

document.getElementById("language").addEventListener("click", () => speak(view.lang === "vi" ? "en" : "vi").then(draw));
toggle("large", "large");
toggle("contrast", "high");
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("pointerdown", () => { if (view.step !== "done" && left) left = IDLE_S; });
window.addEventListener("resize", draw);
setInterval(tick, 1000);
tick();
await speak("vi");
draw();
follow();
