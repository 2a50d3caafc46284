/* The touch page: one question a screen, one request id a confirm screen, home by itself. */
import { el, icon, label, digits } from "./dom.js";
import { view, newRequest, online, wide, groupOf } from "./view.js";
import { t, named, clock, date, hallNow, machine } from "./say.js";
import { rest, touched, IDLE_S, DONE_S } from "./rest.js";
import { start } from "./screens/start.js";
import { departments, groups } from "./screens/departments.js";
import { confirm } from "./screens/confirm.js";
import { done } from "./screens/done.js";

const screens = { start, departments, groups, confirm, done };
const main = document.getElementById("screen");
let pressed = false, late = false;

function go(step, change = {}) {
  Object.assign(view, { page: 0, problem: "" }, change, { step });
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
  group: (group) => go("confirm", { group, from: view.step, request: newRequest(), priority: false, dossiers: 1, asking: false, refused: false }),
  take,
};

async function take() {
  if (view.asking || view.refused) return;
  actions.show({ asking: true, problem: "" });
  rest("none", 0);
  const request = view.request;
  const told = await ask({ id: request, group: view.group.code, priority: view.priority, dossiers: view.dossiers, lang: view.lang });
  if (view.request !== request) return;
  if (told.number !== undefined) {
    go("done", { ticket: told, asking: false });
    return;
  }
  actions.show({ asking: false, refused: Boolean(told.reason), problem: named(told.reason) || t("no_answer") });
  rest("idle", IDLE_S, home);
}

/* The same id may be asked again and again: the server and the kiosk answer with the same ticket. */
async function ask(body) {
  try {
    const answer = await fetch("/touch", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return {};
  }
}

/* Never under a finger: a click counts only if the button is still the same one. */
function draw() {
  if (pressed) {
    late = true;
    return;
  }
  late = false;
  document.body.classList.toggle("large", view.large);
  const next = el("main", {}, ...screens[view.step](actions).flat());
  main.className = view.step;
  if (main.innerHTML !== next.innerHTML || changedHandlers()) {
    const focused = document.activeElement?.dataset?.key;
    main.replaceChildren(...next.childNodes);
    if (focused) [...main.querySelectorAll("button")].find((b) => b.dataset.key === focused)?.focus();
  }
  frame();
}

let drawnFor = "";
function changedHandlers() {
  const now = `${view.step} ${view.request} ${view.department} ${view.page} ${view.tilePage}`;
  const changed = now !== drawnFor;
  drawnFor = now;
  return changed;
}

function frame() {
  document.getElementById("centre").textContent = named(view.hall?.centre?.name) || t("page_title");
  document.getElementById("machine").textContent = t("machine", machine());
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
      view.hall = await (await fetch(`/state?after=${after}`)).json();
      view.heardAt = performance.now();
      after = view.hall.version;
    } catch {
      if (view.hall) view.hall.online = false;
      after = -1;
      await new Promise((next) => setTimeout(next, 1000));
    }
    if (!view.asking && view.step !== "done") draw();
  }
}

const on = (id, act) => document.getElementById(id).addEventListener("click", act);
on("language", async () => { await speak(view.lang === "vi" ? "en" : "vi"); if (view.step === "start") go("start"); else draw(); });
on("large", () => actions.show({ large: !view.large, page: 0, tilePage: 0 }));
on("contrast", () => { document.body.classList.toggle("high"); draw(); });
const lifted = () => { pressed = false; if (late) setTimeout(draw); };
document.addEventListener("pointerdown", () => { pressed = true; touched(); });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, lifted);
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("dragstart", (event) => event.preventDefault());
window.addEventListener("resize", draw);
setInterval(tick, 1000);
await speak("vi");
draw();
follow();
