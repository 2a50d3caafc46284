/* How the manager's figures are said: n beside each, and nothing said of too few. */
import { el } from "../lib/dom.js";
import { number, t } from "../lib/i18n.js";

const FEWEST = 5;
export const ENOUGH = 20;
export const min = (s) => (s === null || s === undefined ? "—" : number(Math.round(s / 60)));
const share = (x) => (x === null || x === undefined ? "—" : `${Math.round(x * 100)} %`);
const told = (n, text) => (n < FEWEST ? "—" : text);
const foot = (n, text) => (n < ENOUGH ? t("k_few", t("few"), number(n)) : text);

export const meaning = (key, words) => (document.body.dataset.tv ? words : el("a", { className: "meant", href: `/manage/definitions#${key}` }, words));
const kpi = (mean, label, value, unit, small) => el("article", { className: "card kpi" }, el("h3", {}, meaning(mean, label)), el("p", {}, el("b", {}, value), unit ? el("span", {}, unit) : null), el("small", {}, small));

export function kpis(d) {
  const { longest, wait, forecast } = d;
  const paused = d.counters.filter((c) => c.state === "paused").length, closed = d.counters.filter((c) => c.state === "closed").length;
  const served = d.within_target_n ?? d.served;
  return el("section", { className: "kpis" }, el("h2", { className: "unseen" }, t("kpis_title")),
    kpi("waiting", t("k_waiting"), number(d.waiting), d.waiting === 1 ? t("people_unit_one") : t("people_unit"), t("k_waiting_foot", number(d.issued), number(d.served), number(d.no_show), number(d.left))),
    kpi("longest", t("k_longest"), longest ? min(longest.wait_s) : "0", `${t("min")}${longest ? ` · ${longest.number}` : ""}`, longest ? `${t("zone")} ${longest.zone} · ${longest.group}` : t("nobody_waits")),
    kpi("wait", t("k_median"), told(wait.n, min(wait.p50_s)), t("min"), foot(wait.n, t("k_median_foot", min(wait.p90_s), number(wait.n)))),
    kpi("in_time", t("k_target", Math.round(d.target_s / 60)), told(served, share(d.within_target)), "", foot(served, t("k_target_foot", number(served)))),
    kpi("inside", t("k_forecast"), told(forecast.n, share(forecast.coverage)), "", foot(forecast.n, t("k_forecast_foot", number(forecast.n), min(forecast.mae_s)))),
    kpi("counters_now", t("k_counters"), number(d.counters_open), t("k_counters_unit"), t("k_counters_foot", paused, closed, d.counters_total)));
}
