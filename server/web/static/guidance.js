/* The guidance desk: a number for whoever cannot take one, the machines, and who needs a hand. */
import { get, logout, post } from "./lib/api.js";
import { load, pick } from "./lib/i18n.js";
import { keepTime, runClock, showLink } from "./lib/live.js";
import { ask } from "./console/dialogs.js";
import { kiosks, options } from "./guidance/kiosks.js";
import { found, matching } from "./guidance/groups.js";
import { todo, shut } from "./guidance/todo.js";

const NEWS_MS = 2000, QUEUES_MS = 10000;
const { t } = await load();
const at = (id) => document.getElementById(id);
const view = { groups: [], kiosks: [], alerts: [], chosen: null };

function say(text, wrong = false) {
  at("said").textContent = text;
  at("said").classList.toggle("wrong", wrong);
}

async function send(path, body, done) {
  const told = await post(path, body, { secure: true, retry: true });
  if (told.ok) say(done(told.body));
  else say(told.body?.reason ? pick(told.body.reason) : told.body?.detail ?? t("no_server"), true);
  return told;
}

function drawGroups() {
  const rows = matching(view.groups, at("find").value);
  if (!rows.some((g) => g.code === view.chosen)) view.chosen = rows.find((g) => g.open)?.code ?? null;
  at("groups").replaceChildren(...found(rows, view.chosen, (code) => { view.chosen = code; drawGroups(); }));
}

async function give(form) {
  if (!view.chosen) return say(t("g_choose"), true);
  const body = { group: view.chosen, priority: form.elements.class.value === "priority", dossiers: Number(form.elements.dossiers.value), channel: "guide" };
  const told = await send("/tickets", body, (ticket) => t("g_given", ticket.number));
  if (!told.ok) return undefined;
  form.reset();
  const where = at("where").value;
  if (where) await reprint(told.body.number, where);
  return news();
}

const reprint = (number, kiosk) => send(`/kiosks/${kiosk}/reprint`, { number }, () => t("g_printing", number, kiosk));

function askShut(group) {
  const words = document.createElement("input");
  Object.assign(words, { name: "words", maxLength: 200, autocomplete: "off", ariaLabel: t("g_why") });
  words.dataset.first = "";
  ask(`${t("g_shut_one")}: ${group.code}`, [words], t("g_shut_one"), () => {
    const said = words.value.trim();
    if (!said) return t("say_reason");
    send(`/groups/${group.code}/close`, { reason_vi: said, reason_en: said }, () => t("g_was_shut", group.code)).then(queues);
    return undefined;
  });
}

async function news() {
  const [machines, alerts] = await Promise.all([get("/kiosks"), get("/alerts")]);
  if (machines.status === 401) location.assign("/login?next=/desk");
  showLink(at("link"), machines.ok);
  if (!machines.ok) return;
  Object.assign(view, { kiosks: machines.body, alerts: alerts.body?.alerts ?? [] });
  at("kiosks").replaceChildren(...kiosks(view.kiosks));
  options(at("where"), view.kiosks);
  at("todo").replaceChildren(...todo(view.alerts, view.kiosks, (alert, act) => send(`/alerts/${alert.id}/${act}`, {}, () => "").then(news)));
}

async function queues() {
  const [groups, centre] = await Promise.all([get("/groups"), get("/centre")]);
  if (centre.ok) keepTime(centre.body.now);
  if (!groups.ok) return;
  view.groups = groups.body;
  drawGroups();
  at("shut").replaceChildren(...shut(view.groups, askShut, (g) => send(`/groups/${g.code}/open`, {}, () => t("g_is_open", g.code)).then(queues)));
}

at("find").addEventListener("input", drawGroups);
at("give").addEventListener("submit", (event) => { event.preventDefault(); give(event.target); });
at("again").addEventListener("submit", (event) => {
  event.preventDefault();
  const kiosk = at("where").value || view.kiosks.find((k) => k.online)?.id;
  if (!kiosk) return say(t("g_no_kiosk"), true);
  return reprint(Number(event.target.elements.number.value), kiosk);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  at("find").focus();
});
at("leave").addEventListener("click", async () => { await logout(); location.assign("/login"); });
runClock(at("clock"), true);
await Promise.all([news(), queues()]);
setInterval(news, NEWS_MS);
setInterval(queues, QUEUES_MS);
