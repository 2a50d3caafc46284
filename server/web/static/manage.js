import { get } from "./lib/api.js";
import { cells, el, icon } from "./lib/dom.js";
import { load, minutes, number, pick } from "./lib/i18n.js";
import { follow, runClock, showLink } from "./lib/live.js";

const main = document.getElementById("live");
const { t } = await load();
const min = (s) => (s === null || s === undefined ? "—" : Math.round(s / 60));
const pct = (x) => (x === null || x === undefined ? "—" : `${Math.round(x * 100)} %`);
const lights = { clear: ["check", "ok"], busy: ["warn", "warn"], over: ["over", "over"] };

const kpi = (label, value, unit, foot) => el("article", { className: "card kpi" }, el("h3", {}, label), el("p", {}, el("b", {}, value), " ", unit), el("small", {}, foot));

function kpis(d) {
  const longest = d.longest;
  return el("section", { className: "kpis" },
    kpi(t("k_waiting"), number(d.waiting), t("people_unit"), t("k_waiting_foot", d.issued, d.served, d.no_show, d.left)),
    kpi(t("k_longest"), longest ? min(longest.wait_s) : "0", t("min"), longest ? `${longest.number} · ${longest.group} · ${t("zone")} ${longest.zone}` : t("nobody_waits")),
    kpi(t("k_median"), min(d.wait.p50_s), t("min"), `P90 ${min(d.wait.p90_s)} ${t("min")} · n = ${number(d.wait.n)}`),
    kpi(t("k_target", Math.round(d.target_s / 60)), pct(d.within_target), "", `n = ${number(d.wait.n)}`),
    kpi(t("k_forecast"), pct(d.forecast.coverage), "", t("k_forecast_foot", d.forecast.n, min(d.forecast.mae_s))),
    kpi(t("k_counters"), number(d.counters_open), t("k_counters_unit"), t("k_counters_foot", d.counters_total)));
}

function zones(d) {
  return el("section", { className: "zones" }, d.zones.map((z) => {
    const [sign, tone] = lights[z.light];
    return el("article", { className: `card zone ${z.light}` }, el("h3", {}, `${t("zone")} ${z.zone}`, el("span", {}, pick(z, "name"))),
      el("p", { className: "big" }, el("b", {}, number(z.waiting)), " ", t("waiting_unit"), el("span", { className: `chip ${tone}` }, icon(sign), t(`light_${z.light}`))),
      el("dl", {}, el("div", {}, el("dt", {}, t("longest")), el("dd", {}, `${min(z.longest_s)} ${t("min")} `, el("small", {}, z.longest_number ?? ""))),
        el("div", {}, el("dt", {}, t("told")), el("dd", {}, z.wait ? `${minutes(z.wait)} ${t("min")}` : t("unknown"))),
        el("div", {}, el("dt", {}, t("open_counters")), el("dd", {}, `${z.open}/${z.total}`))));
  }));
}

function counters(d) {
  const tile = (c) => {
    const word = { serving: "people", called: "bell", idle: "clock", paused: "pause", closed: "door" }[c.state];
    const time = c.since ? `${Math.floor(c.since_s / 60)}:${String(c.since_s % 60).padStart(2, "0")}` : "";
    const note = { idle: t(c.idle_while_waiting ? "idle_waiting" : "idle"), paused: c.reason ?? t("paused"), closed: t("closed"), called: t("calling") }[c.state];
    return el("div", { className: `tile ${c.state}${c.long ? " long" : ""}${c.idle_while_waiting ? " wasted" : ""}`, title: c.officer ?? "" },
      el("span", { className: "head" }, `${t("counter_short")}${c.number}`, icon(c.long ? "warn" : word)),
      c.ticket ? el("b", {}, cells(c.ticket)) : el("b", { className: "none" }, " "), el("small", {}, [note, c.state === "closed" ? "" : time, c.long ? t("long") : ""].filter(Boolean).join(" · ")));
  };
  return el("section", { className: "card counters" }, el("h2", {}, t("counters_title", d.counters_total)), el("div", { className: "tiles" }, d.counters.map(tile)));
}

function arrivals(d) {
  const top = Math.max(4, ...d.halfhours.map((h) => Math.max(h.issued, h.served)));
  const bars = d.halfhours.map((h) => el("tr", {}, el("th", { scope: "row" }, h.start),
    el("td", {}, el("meter", { className: "in", min: 0, max: top, value: h.issued }), el("span", {}, h.issued)), el("td", {}, el("meter", { className: "out", min: 0, max: top, value: h.served }), el("span", {}, h.served))));
  return el("section", { className: "card arrivals" }, el("h2", {}, t("arrivals")),
    bars.length ? el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("half_hour")), el("th", { scope: "col" }, t("issued")), el("th", { scope: "col" }, t("served")))), el("tbody", {}, bars.slice(-12))) : el("p", { className: "muted" }, t("nobody_yet")));
}

function draw(d) {
  main.replaceChildren(kpis(d), zones(d), arrivals(d), counters(d));
}

runClock(document.getElementById("clock"), true);
document.addEventListener("refused", () => location.assign("/login?next=/manage"));
const first = await get("/live");
if (first.ok) draw(first.body);
else if (first.status === 403) main.replaceChildren(el("p", { className: "chip warn" }, t("not_allowed")));
if (first.ok) follow(["live"], { live: draw }, (up) => { showLink(document.getElementById("link"), up); main.classList.toggle("stale", !up); });
