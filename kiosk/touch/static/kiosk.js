/* The touch page: one question a screen, one request id a confirm screen, home by itself. */
import { el, icon, label, digits } from "./dom.js";
import { view, newRequest, online, wide, groupOf } from "./view.js";
import { t, named, clock, date, hallNow, machine, placed } from "./say.js";
import { fit } from "./fit.js";
import { arrived, knowAll, tell } from "./late.js";
import { rest, touched, IDLE_S, DONE_S } from "./rest.js";
import { start } from "./screens/start.js";
import { departments, groups } from "./screens/departments.js";
import { confirm } from "./screens/confirm.js";
import { done } from "./screens/done.js";

const screens = { start, departments, groups, confirm, done };
const main = document.getElementById("screen");
const ANSWER_MS = 45_000, NEWS_MS = 15_000, HELD_MS = 5000;
let pressedAt = null, late = false;

function go(step, change = {}) {
  Object.assign(view, { page: 0, unanswered: false }, change, { step });
  if (step === "start") rest(view.lang === "vi" && !view.paperless ? "none" : "idle", IDLE_S, home);
  else if (step === "done") rest("done", DONE_S, home);
  else rest("idle", IDLE_S, home);
  draw();
  main.focus();
}

async function home() {
  if (view.lang !== "vi") await speak("vi");
  view.large = false;
  document.body.classList.remove("high");
  go("start", { department: null, group: null, ticket: null, request: null, paperless: false, tilePage: 0, asking: false });
}

const before = { departments: "start", groups: "departments" };
const actions = {
  home,
  back: () => go(view.step === "confirm" ? view.from : before[view.step] ?? "start"),
  show: (change) => { Object.assign(view, change); draw(); },
  paperless: () => go("start", { paperless: true }),
  need: (need) => {
    const group = need.codes.map(groupOf).find((g) => g?.open);
    if (group) actions.group(group);
    else go("departments", { department: null });
  },
  department: (name) => (wide() && !view.large ? actions.show({ department: name, page: 0 }) : go("groups", { department: name })),
  group: (group) => go("confirm", { group, from: view.step, request: newRequest(), priority: false, dossiers: 1, asking: false, refusal: null }),
  take,
};

async function take() {
  if (view.asking || view.refusal) return;
  actions.show({ asking: true, unanswered: false });
  rest("none", 0);
  const request = view.request;
  Object.assign(view, { last: request, lastAt: performance.now() });
  const told = await ask({ id: request, group: view.group.code, priority: view.priority, dossiers: view.dossiers, lang: view.lang });
  if (told.number !== undefined) return came(told);
  if (view.request !== request || view.step !== "confirm") return;
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
function draw() {
  if (pressedAt !== null && performance.now() - pressedAt < HELD_MS) {
    late = true;
    return;
  }
  late = false;
  document.body.classList.toggle("large", view.large);
  const next = el("main", {}, ...screens[view.step](actions).flat());
  main.className = view.step;
  if (drawn !== next.innerHTML || changedHandlers()) {
    drawn = next.innerHTML;
    const focused = document.activeElement?.dataset?.key;
    main.replaceChildren(...next.childNodes);
    if (focused) [...main.querySelectorAll("button")].find((b) => b.dataset.key === focused)?.focus();
  }
  frame();
  fit();
}

let drawn = "", drawnFor = "";
function changedHandlers() {
  const now = `${view.step} ${view.request} ${view.department} ${view.page} ${view.tilePage}`;
  const changed = now !== drawnFor;
  drawnFor = now;
  return changed;
}

function frame() {
  const [centre, place] = placed(named(view.hall?.centre?.name) || t("page_title"));
  document.getElementById("centre").textContent = centre;
  document.getElementById("machine").textContent = [place, t("machine", machine())].filter(Boolean).join(" · ");
  document.getElementById("link").hidden = online();
  document.getElementById("link").replaceChildren(icon("cloud-off"), t("lost"));
  const signs = { language: "globe", large: "a-large-small", contrast: "contrast" };
  for (const [id, name] of Object.entries(signs)) document.getElementById(id).replaceChildren(icon(name), label(t(id)));
  document.getElementById("large").setAttribute("aria-pressed", String(view.large));
  document.getElementById("contrast").setAttribute("aria-pressed", String(document.body.classList.contains("high")));
  tick();
}

function tick() {
  const [day, of] = date(hallNow());
  document.getElementById("clock").replaceChildren(...digits(clock(hallNow())));
  document.getElementById("date").textContent = `${day}, ${of}`;
  tell();
}

const words = async (lang) => (await fetch(`/lang/${lang}.json`)).json();

async function speak(lang) {
  const [mine, other] = await Promise.all([words(lang), words(lang === "vi" ? "en" : "vi")]);
  Object.assign(view, { words: mine, other, lang });
  document.documentElement.lang = lang;
  document.title = t("page_title");
}

async function follow() {
  let after = -1;
  for (;;) {
    try {
      const heard = await (await fetch(`/state?after=${after}`, { signal: AbortSignal.timeout(NEWS_MS) })).json();
      if (!view.hall) knowAll(heard.late);
      Object.assign(view, { hall: heard, heardAt: performance.now() });
      after = heard.version;
      heard.late.forEach(came);
    } catch {
      if (view.hall) view.hall.online = false;
      after = -1;
      await new Promise((next) => setTimeout(next, 1000));
    }
    if (view.step !== "done") draw();
  }
}

const on = (id, act) => document.getElementById(id).addEventListener("click", act);
on("language", async () => { await speak(view.lang === "vi" ? "en" : "vi"); if (view.step === "start") go("start"); else draw(); });
on("large", () => actions.show({ large: !view.large, page: 0, tilePage: 0 }));
on("contrast", () => { document.body.classList.toggle("high"); draw(); });
const lifted = () => { pressedAt = null; if (late) setTimeout(draw); };
document.addEventListener("pointerdown", () => { pressedAt = performance.now(); touched(); });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, lifted);
window.addEventListener("blur", lifted);
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("dragstart", (event) => event.preventDefault());
window.addEventListener("resize", draw);
setInterval(tick, 1000);
await speak("vi");
draw();
document.fonts.ready.then(fit.bind(null, document));
follow();
