/* The guidance desk: a number for whoever cannot take one, the machines, tickets, and who needs a hand. */
import { get, post } from "./lib/api.js";
import { morph } from "./lib/morph.js";
import { loadBoth, pick, t } from "./lib/i18n.js";
import { keepTime, runClock, showLink } from "./lib/live.js";
import { kiosks, options } from "./guidance/kiosks.js";
import { makeFinder } from "./guidance/find.js";
import { makeGiving } from "./guidance/giving.js";
import { makePapers } from "./guidance/papers.js";
import { makeTickets } from "./guidance/tickets.js";
import { askAnnounce } from "./guidance/announcing.js";
import { askShut } from "./guidance/shutting.js";
import { openTasks, todo } from "./guidance/todo.js";
import { listen } from "./guidance/keys.js";
import "./leave.js";

const NEWS_MS = 2000, QUEUES_MS = 10000;
await loadBoth();
const at = (id) => document.getElementById(id);
const view = { groups: [], kiosks: [], alerts: [], stranded: [], said: [], alarms: [] };
const title = document.title;

function say(text, wrong = false) {
  if (at("said").textContent !== text) at("said").textContent = text;
  at("said").classList.toggle("wrong", wrong);
}

/** Sends a verb; says what came of it. `done(body)` makes the words, "" says nothing. */
async function send(path, body, done) {
  const told = await post(path, body, { secure: true, retry: true });
  if (told.status === 401) location.assign("/login?next=/desk");
  if (told.ok) {
    const words = done(told.body);
    if (words) say(words);
  } else say(told.body?.reason ? pick(told.body.reason) : told.body?.detail ?? t("no_server"), true);
  return told;
}

const reprint = (number, kiosk) => send(`/kiosks/${kiosk}/reprint`, { number }, () => t("g_printing", number, kiosk));
const printer = () => at("where").value || (view.kiosks.find((k) => k.online && k.paper !== "out") ?? {}).id;
const parts = { at, view, say, send, reprint, printer };
const papers = makePapers(at("papers"));
const finder = makeFinder(parts, papers.show);
const giving = makeGiving(parts, finder, () => queues());
const tickets = makeTickets(parts, giving);

async function news() {
  const [machines, alerts] = await Promise.all([get("/kiosks"), get("/alerts"), tickets.refresh()]);
  if (machines.status === 401) location.assign("/login?next=/desk");
  showLink(at("link"), machines.ok);
  if (!machines.ok) return;
  Object.assign(view, { kiosks: machines.body, alerts: alerts.body?.alerts ?? view.alerts, stranded: alerts.body?.stranded ?? view.stranded, alarms: alerts.body?.alarms ?? view.alarms });
  morph(at("kiosks"), kiosks(view.kiosks));
  options(at("where"), view.kiosks);
  drawTodo();
}

function drawTodo() {
  const open = openTasks(view);
  morph(at("todo"), todo(view));
  at("count").hidden = !open;
  at("count").textContent = String(open);
  document.title = open ? `(${open}) ${title}` : title;
}

async function queues() {
  const [groups, centre, said] = await Promise.all([get("/groups"), get("/centre"), get("/announcements")]);
  if (centre.ok) keepTime(centre.body.now);
  if (!groups.ok) return;
  view.groups = groups.body;
  view.said = said.body?.announcements ?? view.said;
  finder.draw();
  drawTodo();
}

at("todo").addEventListener("click", async (event) => {
  const { alert, act, group, place, device, alarm } = event.target.closest("button")?.dataset ?? {};
  if (alert) await send(`/alerts/${alert}/${act}`, {}, () => "").then(news);
  else if (alarm) await send(`/devices/${device}/alarms/${alarm}/taken`, {}, () => "").then(news);
  else if (group) await send(`/groups/${group}/open`, {}, () => t("g_is_open", group)).then(queues);
  else if (place) await send(`/announcements/${place}/end`, {}, () => t("an_ended")).then(queues);
});
at("shut").addEventListener("click", () => askShut(view.groups, finder.current()?.group, (code, body) => send(`/groups/${code}/close`, body, () => t("g_was_shut", code)).then(queues)));
at("announce").addEventListener("click", () => askAnnounce([...new Set(view.groups.map((g) => g.zone))].sort(), (body) => send("/announcements", body, () => t("an_shown")).then(queues)));
listen(at, { finder, giving, papers });
runClock(at("clock"), true);
await Promise.all([news(), queues()]);
setInterval(news, NEWS_MS);
setInterval(queues, QUEUES_MS);
