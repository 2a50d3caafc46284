import { get, post } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { hhmm, lang, load, number, pick } from "./lib/i18n.js";
import { follow, runClock, showLink } from "./lib/live.js";
import { tell } from "./lib/sure.js";
import "./leave.js";

const RUNNING_MS = 2000;
const RESTING_MS = 15000;
const LOCALE = lang === "vi" ? "vi-VN" : "en-GB";
const { t } = await load();
const part = (id) => document.getElementById(id);
let shown = "";
let next = 0;

const signed = (value, options) => new Intl.NumberFormat(LOCALE, options).format(value).replace("-", "−");
const ONE = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const minutes = (s) => signed(s / 60, ONE);
const change = (s) => signed(s / 60, { ...ONE, signDisplay: "exceptZero" });
const percent = (share) => signed(100 * share, { maximumFractionDigits: 0 });
const date = (iso) => new Date(`${iso.slice(0, 10)}T00:00Z`).toLocaleDateString(LOCALE, { day: "numeric", month: lang === "vi" ? "numeric" : "short", year: "numeric", timeZone: "UTC" });

/** Unless the whole interval lies below nothing, chance alone may have done it. */
const doubtful = (figure) => !figure || figure.high === null || figure.high >= 0;
const effect = (figure) => [el("b", {}, t("adv_change", change(figure.value))), figure.low === null ? null : el("span", { className: "range" }, ` (${t("adv_range", change(figure.low), change(figure.high))})`)];
const waits = (figures) => (figures.mean_s && figures.within_target ? t("adv_waits", minutes(figures.mean_s.value), percent(figures.within_target.value)) : t("unknown"));

function authorisation(one) {
  const figure = one.effect.mean_s;
  const sure = !doubtful(figure);
  return el("li", { className: sure ? "certain" : "" },
    el("h3", {}, t("adv_give", one.counter, one.group)), el("small", {}, pick(one.name)),
    figure ? el("p", { className: "effect" }, effect(figure)) : null,
    el("div", { className: "chips" },
      sure ? null : el("p", { className: "chip warn" }, icon("help"), t("adv_doubt")),
      one.cross ? el("p", { className: "chip info" }, icon("people"), t("cross_department")) : null,
      el("a", { href: `/manage/decide?change=${encodeURIComponent(`skill ${one.counter} ${one.group}`)}` }, t("adv_try"))));
}

function authorisations(advice) {
  const list = advice.authorisations;
  const together = advice.together.mean_s;
  return el("section", { className: "card give" }, el("h2", {}, t("adv_give_title")),
    list.length ? el("ol", {}, list.map(authorisation)) : el("p", {}, t("adv_give_none")),
    list.length && together ? el("p", { className: "together" }, t("adv_together"), " ", effect(together), " ", doubtful(together) ? el("span", { className: "chip warn" }, icon("help"), t("adv_doubt")) : null) : null,
    el("p", { className: "note" }, t("adv_now"), " ", waits(advice.before), ". ", list.length ? t("adv_give_note") : ""));
}

/** A number of counters; marked where too few were in time with it. */
function cell(row, i, goal) {
  const share = row.in_time[i];
  if (share === null || share >= goal) return el("td", {}, number(row.open[i]));
  const all = row.open[i] >= row.counters.length;
  const said = t(all ? "adv_all_short" : "adv_short", percent(share));
  return el("td", { className: all ? "all" : "short", title: said }, number(row.open[i]), el("span", { className: "sign" }, all ? "!" : "°"), el("span", { className: "heard" }, said));
}

function opening(found) {
  const { starts, departments, goal } = found;
  const head = [t("adv_department"), t("adv_have"), ...starts].map((word) => el("th", { scope: "col" }, word));
  const rows = departments.map((row) => el("tr", {}, el("th", { scope: "row" }, pick(row.name)), el("td", { className: "have" }, number(row.counters.length)), starts.map((_, i) => cell(row, i, goal))));
  const hours = departments.reduce((sum, row) => sum + row.open.reduce((a, b) => a + b, 0), 0) / 2;
  const most = (departments.reduce((sum, row) => sum + row.counters.length, 0) * starts.length) / 2;
  return el("section", { className: "card open" }, el("h2", {}, t("adv_open_title")),
    el("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": t("adv_open_title") }, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows))),
    el("p", { className: "legend" }, el("span", { className: "key all" }, "!"), t("adv_all_key", percent(goal)), el("span", { className: "key short" }, "°"), t("adv_short_key", percent(goal))),
    el("p", { className: "note" }, t("adv_open_then", waits(found.after), number(hours), number(most))));
}

function basis(d) {
  if (!d.basis) return [el("p", { hidden: d.state === "running" }, t("adv_none")), el("p", { className: "note" }, t("adv_what"))];
  const { kind, days, first, last } = d.basis;
  return [
    el("p", {}, kind === "journal" ? t("adv_journal", days, date(first), date(last)) : t("adv_plan", days)),
    el("p", { className: "note" }, t("adv_made", hhmm(d.made_at), date(d.made_at), number(Math.max(Math.round(d.took_s), 1)), d.advice.days)),
  ];
}

function said(d) {
  if (d.state === "running") return [icon("hourglass"), t(d.advice ? "adv_running_anew" : "adv_running")];
  if (d.state === "failed") return [icon("warn"), `${t("adv_failed")} ${pick(d.error)}`];
  return [];
}

function show(d) {
  const text = JSON.stringify(d);
  if (text === shown) return;
  shown = text;
  document.body.dataset.state = d.state;
  part("basis").replaceChildren(...basis(d));
  part("said").replaceChildren(...said(d));
  part("again").disabled = d.state === "running";
  part("again").textContent = t(d.state === "running" ? "adv_computing" : d.advice ? "adv_again" : "adv_first");
  part("found").replaceChildren(...(d.advice ? [authorisations(d.advice), ...(d.advice.counters ? [opening(d.advice.counters)] : [])] : []));
}

async function refresh() {
  clearTimeout(next);
  const found = await get("/advice");
  if (found.status === 401) location.assign("/login?next=/manage/advice");
  if (found.ok) show(found.body);
  next = setTimeout(refresh, document.body.dataset.state === "running" ? RUNNING_MS : RESTING_MS);
  return found.ok;
}

async function again() {
  const asked = await post("/advice", {}, { secure: true, retry: true });
  if (!asked.ok) await tell(asked.body?.reason ? pick(asked.body.reason) : t("no_server"));
  await refresh();
}

part("again").addEventListener("click", again);
runClock(part("clock"), true);
if (await refresh()) follow(["live"], {}, (up) => showLink(part("link"), up));
