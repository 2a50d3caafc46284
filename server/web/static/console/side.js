/* The right side: who comes next and why, and everybody who waits, was set aside, or was missed. */
import { el, icon } from "../lib/dom.js";
import { hhmm, number, pick, t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";
import { groupName, state, works } from "./state.js";

const priority = (row) => (row.priority ? el("span", { className: "priority" }, t("priority_short")) : null);
const helping = (row) => (row.help ? el("span", { className: "chip" }, t("helping")) : null);
const stale = () => (state.up === false ? el("small", { className: "old" }, icon("off"), t("may_be_old", hhmm(state.desk.now))) : null);

export function why() {
  const rows = state.desk.next.map((c, i) => el("li", { className: i ? "" : "first" },
    el("div", {}, el("b", {}, String(c.number)), el("small", {}, `${t("mark")} `, el("b", {}, hhmm(c.mark_at)))),
    el("div", {}, el("strong", {}, groupName(c.group)), el("small", {}, icon("turn"), el("span", {}, pick(c.why)))), priority(c) ?? helping(c)));
  return el("section", { className: "card why" }, el("h2", {}, t("up_next"), stale() ?? el("small", {}, t("earliest_first"))), rows.length ? el("ul", {}, rows) : el("p", { className: "muted" }, t("nobody_waits_here")));
}

const columns = {
  waiting: ["number", "group", "took_number", "waited", "mark"],
  parked: ["number", "group", "took_number", "since", ""],
  no_shows: ["number", "group", "took_number", "missed_at", ""],
};
const back = (row) => el("td", { className: "do" }, el("button", { type: "button", disabled: !works(), "data-do": "return", "data-number": row.number }, t("bring_back"), state.desk[state.tab][0] === row ? el("kbd", {}, "T") : null));
const rest = {
  waiting: (r) => [el("td", { className: "num strong" }, `${Math.round(r.waited_s / 60)} ${t("min")}`), el("td", { className: "num" }, hhmm(r.mark_at))],
  parked: (r) => [el("td", { className: "num strong" }, hhmm(r.since)), back(r)],
  no_shows: (r) => [el("td", { className: "num strong" }, hhmm(r.at)), back(r)],
};
const about = (r) => (r.reason ? el("small", {}, reason(r.reason)) : null);
const picked = (r) => (state.tab !== "waiting" ? String(r.number) : el("button", { type: "button", className: "pick", disabled: !works(), "data-do": "call", "data-number": r.number, ariaLabel: `${t("v_call")} ${r.number}` }, String(r.number)));
const row = (r) => el("tr", { "data-key": String(r.number) }, el("td", {}, el("b", {}, picked(r))),
  el("td", { title: groupName(r.group) }, el("div", { className: "group" }, el("span", {}, el("span", { className: "name" }, groupName(r.group)), about(r)), priority(r) ?? helping(r))), el("td", { className: "num" }, hhmm(r.issued_at)), rest[state.tab](r));

export function line() {
  const { desk, tab } = state;
  const tabs = { waiting: desk.waiting_total, parked: desk.parked.length, no_shows: desk.no_shows.length };
  const heads = columns[tab].map((h, i) => el("th", { scope: "col", className: i > 1 ? "num" : "" }, h ? t(h) : ""));
  return el("section", { className: "card line" },
    el("div", { className: "tabs" }, el("div", { className: "tablist", role: "tablist" }, Object.entries(tabs).map(([id, n]) => el("button", { type: "button", role: "tab", "aria-selected": String(tab === id), "data-do": "tab", "data-tab": id }, `${t(`t_${id}`)} ${number(n)}`))),
      el("button", { type: "button", className: "any", disabled: !works(), "data-do": "call" }, t("any_number"), el("kbd", {}, "/"))),
    el("div", { className: "scroll" }, desk[tab].length ? el("table", { className: tab }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, desk[tab].map(row))) : el("p", { className: "none" }, t(`none_${tab}`))),
    uncalled(desk), foot(desk, tab));
}

function foot(desk, tab) {
  const more = desk.waiting_total - desk.waiting.length;
  if (tab === "waiting" && more > 0 && desk.waiting.length) return el("p", { className: "muted" }, t("and_more", number(more)));
  if (desk.unlearnt.length) return el("p", { className: "muted" }, t("unlearnt", desk.unlearnt.map((group) => pick(group)).join(", ")));
  return desk.help.length ? el("p", { className: "muted" }, t("help_note")) : null;
}

/* Who waits for nobody is said whatever else there is to say: somebody has to be told. */
const uncalled = (desk) => desk.uncalled.map((g) => el("p", { className: "uncalled", "data-key": `u${g.en}` }, icon("warn"), t("uncalled", pick(g), number(g.waiting))));
