/* What to look at now: who waits too long and where, and counters that could help. Nothing here acts. */
import { el, icon } from "../lib/dom.js";
import { pick, t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";
import { min } from "./figures.js";
import { incidents } from "./incidents.js";

const IDLE_S = 120, PAUSE_S = 600, MOST = 5;

/** What no alert says already. */
function found(d) {
  const said = (rule, place) => (d.incidents ?? []).some((one) => one.rule === rule && one.place === place);
  const zone = Object.fromEntries(d.zones.map((z) => [z.zone, z]));
  const most = (a, b) => b.since_s - a.since_s;
  const over = d.zones.filter((z) => z.light === "over" && !said("long-wait", z.zone)).sort((a, b) => b.longest_s - a.longest_s);
  const idle = d.counters.filter((c) => c.idle_while_waiting && c.since_s > IDLE_S && !said("counter-idle", c.zone)).sort(most);
  const paused = d.counters.filter((c) => c.state === "paused" && c.since_s > PAUSE_S && zone[c.zone]?.waiting > 0).sort(most);
  const long = d.counters.filter((c) => c.long).sort(most);
  return [
    ...d.stranded.map((g) => ({ tone: "over", sign: "people", title: t("do_stranded", pick(g.name), g.waiting), why: could(g) })),
    ...over.map((z) => ({ tone: "over", sign: "over", title: t("do_over", z.zone, min(z.longest_s)), why: without(d, z) })),
    ...d.zones.filter((z) => z.light === "busy").map((z) => ({ tone: "warn", sign: "warn", title: t("do_over", z.zone, min(z.longest_s)), why: without(d, z) })),
    ...idle.map((c) => ({ tone: "warn", sign: "empty", title: t("do_idle", c.number), why: t("do_idle_why", min(c.since_s)) })),
    ...paused.map((c) => ({ tone: "warn", sign: "pause", title: t("do_pause", c.number, min(c.since_s)), why: t("do_pause_why", reason(c.reason), c.zone, zone[c.zone].waiting) })),
    ...long.map((c) => ({ tone: "info", sign: "clock", title: t("do_long", c.number, min(c.since_s)), why: t("do_long_why", c.ticket) })),
  ].slice(0, MOST);
}

function could(g) {
  const at = (numbers) => numbers.map((n) => `${t("counter_short")}${n}`).join(", ");
  return [g.unlearnt.length ? t("do_unlearnt", at(g.unlearnt)) : "", g.closed.length ? t("do_closed", at(g.closed)) : "",
    g.unlearnt.length || g.closed.length ? "" : t("do_nowhere")].filter(Boolean).join(" · ");
}

function without(d, z) {
  const numbers = d.counters.filter((c) => c.zone === z.zone && ["closed", "paused"].includes(c.state)).map((c) => `${t("counter_short")}${c.number}`);
  return numbers.length ? t("do_over_why", z.waiting, z.open, z.total, numbers.join(", ")) : t("do_over_all", z.waiting, z.total);
}

export function todo(d, acts) {
  const items = found(d), standing = d.incidents ?? [];
  const calm = el("p", { className: "calm" }, icon("check"), t("to_do_none"));
  return el("section", { className: "card todo" }, el("h2", {}, t("to_do"), el("span", {}, t("to_do_foot"))),
    el("div", { className: "all", tabIndex: 0, role: "group", "aria-label": t("to_do") }, standing.length ? incidents(standing, acts) : null, items.length ? el("ol", {}, items.map((one) => el("li", {}, el("span", { className: `mark ${one.tone}` }, icon(one.sign)), el("div", {}, el("b", {}, one.title), el("p", {}, one.why)))))
      : standing.length ? null : calm));
}
