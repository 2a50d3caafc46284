import { get, post } from "./lib/api.js";
import { cells, el, icon } from "./lib/dom.js";
import { load, number, pick } from "./lib/i18n.js";
import { follow, keepTime, runClock, showLink } from "./lib/live.js";
import { sure, tell } from "./lib/sure.js";
import { minutes } from "./lib/wait.js";
import "./leave.js";

const AGAIN_MS = 10000;
const main = document.getElementById("balance");
const { t } = await load();
const min = (s) => Math.round(s / 60);
const applied = new Map();

/** Whom no open counter serves would be called: that matters more than minutes. */
const rescues = (one) => one.rescued > 0;

function gain(one) {
  const low = min(one.gain_low_s), high = min(one.gain_high_s);
  return low === high ? t("gain_one", low) : t("gain_range", low, high);
}

function suggestion(one) {
  const act = el("button", { className: "primary", onclick: () => apply(one) }, t("apply"));
  return el("li", {},
    el("h3", {}, pick(one)),
    rescues(one) ? null : el("p", { className: "effect" }, `${min(one.before.longest_s)} ${t("min")}`, icon("arrow"), `${min(one.after.longest_s)} ${t("min")}`),
    el("small", {}, rescues(one) ? t("called_within", min(one.after.longest_s)) : `${gain(one)} · ${t("mean_change", min(one.before.mean_s), min(one.after.mean_s))}`),
    one.cross ? el("p", { className: "chip warn" }, icon("warn"), t("cross_department")) : null,
    act);
}

const nameOf = (one) => `${one.kind} ${one.counter} ${one.group}`;

async function send(path, body) {
  const done = await post(path, body, { secure: true, retry: true });
  if (!done.ok) await tell(done.body ? pick(done.body.reason) : t("no_server"));
  return done.ok;
}

async function apply(one) {
  if (one.cross && !await sure(t("cross_sure"), t("apply"))) return;
  if (await send(one.apply.path, one.apply.body)) applied.set(nameOf(one), one);
  await refresh();
}

/** What was applied on this page can be taken back here. */
async function takeBack(one) {
  const path = `/counters/${one.counter}`;
  const done = one.group ? await send(`${path}/skills`, { drop_help: [one.group] }) : await send(`${path}/close`, {});
  if (done) applied.delete(nameOf(one));
  await refresh();
}

const kept = (one) => el("li", { className: "applied" }, el("h3", {}, icon("check"), t("applied"), ": ", pick(one)), el("button", { onclick: () => takeBack(one) }, t("take_back")));

/** One line for all counters that stand free for the same reason. */
function free(those, mark, words) {
  const numbers = those.map((one) => one.counter).sort((a, b) => a - b);
  return numbers.length ? el("p", { className: `chip ${mark === "warn" ? "warn" : ""}` }, icon(mark), el("span", {}, t(words, numbers.join(", ")))) : null;
}

function advice(d) {
  const list = [...[...applied.values()].map(kept), ...d.suggestions.map(suggestion)];
  const idle = [[true, "warn", "idle_own"], [false, "clock", "idle_others"]].map(([own, mark, words]) => free(d.idle.filter((one) => one.own === own), mark, words)).filter(Boolean);
  return el("section", { className: "card advice" }, el("h2", {}, t("advice_title")),
    list.length ? el("ol", {}, list) : el("p", { className: "note" }, t("no_advice")),
    idle.length ? el("div", { className: "idle" }, idle) : null,
    el("p", { className: "note" }, t("advice_note")));
}

function zones(d) {
  const rows = d.zones.map((z) => el("tr", {}, el("th", { scope: "row" }, `${t("zone")} ${z.zone}`, el("small", {}, pick(z.name))),
    el("td", { className: "num" }, number(z.waiting)), el("td", { className: "num" }, `${z.open}/${z.total}`),
    el("td", { className: "num" }, z.clear_s === null ? "—" : `${min(z.clear_s)} ${t("min")}`)));
  return el("section", { className: "card zones" }, el("h2", {}, t("by_zone")), table([t("zone"), t("k_waiting"), t("open_counters"), t("clear_in")], rows));
}

function groups(d) {
  const busy = d.groups.filter((g) => g.waiting > 0);
  const rows = busy.map((g) => el("tr", { className: g.longest_s > g.target_s ? "late" : "" },
    el("th", { scope: "row" }, `${g.group} · ${pick(g.name)}`, el("small", {}, g.longest ? pick(g.longest.why) : "")),
    el("td", { className: "num" }, number(g.waiting)), el("td", { className: "num" }, el("b", {}, `${min(g.longest_s)} ${t("min")}`)),
    el("td", { className: "num" }, g.open.length ? cells(g.open.join(", ")) : t("none_open")),
    el("td", { className: "num" }, g.open.length ? `${min(g.clear_s)} ${t("min")}` : "—"),
    el("td", { className: "num" }, g.wait ? `${minutes(g.wait)} ${t("min")}` : t("unknown"))));
  return el("section", { className: "card groups" }, el("h2", {}, t("by_group")),
    rows.length ? table([t("group"), t("k_waiting"), t("longest"), t("open_counters"), t("clear_in"), t("told")], rows) : el("p", { className: "note" }, t("nobody_waits")));
}

function table(heads, rows) {
  for (const row of rows) [...row.children].forEach((cell, i) => { cell.dataset.head = heads[i]; });
  return el("table", {}, el("thead", {}, el("tr", {}, heads.map((head, i) => el("th", { scope: "col", className: i ? "num" : "" }, head)))), el("tbody", {}, rows));
}

async function refresh() {
  const found = await get("/balance");
  if (found.status === 401) location.assign("/login?next=/manage/balance");
  if (found.ok) keepTime(found.body.now);
  if (found.ok) main.replaceChildren(advice(found.body), zones(found.body), groups(found.body));
  return found.ok;
}

runClock(document.getElementById("clock"), true);
if (await refresh()) {
  follow(["live"], {}, (up) => { showLink(document.getElementById("link"), up); main.classList.toggle("stale", !up); });
  setInterval(refresh, AGAIN_MS);
}
