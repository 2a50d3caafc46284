/* Which department, then which group: side by side on a wide screen, one after the other on a tall one. */
import { el, icon, button, label } from "../dom.js";
import { t, named, short, ahead, toldOf, waiting, counters, zone } from "../say.js";
import { view, departments as all, departmentIcon, offered, oftenest, online, wide } from "../view.js";
import { paged, titled, turner, ways } from "./parts.js";

const tilesAPage = () => (wide() ? 17 : 18);
const LARGE_WIDE = 8, LARGE_TALL = 7, OFTEN_WIDE = 5, OFTEN_TALL = 5;
const rowsAPage = () => (view.large ? 4 : wide() ? 6 : 7);
const SIDE_ROWS = 5, SIDE_ROWS_WITH_TURN = 4;

export function departments(actions) {
  if (view.large) return largeDepartments(actions);
  const known = all();
  const side = wide();
  const chosen = side ? known.find((d) => d.name.vi === view.department) ?? null : null;
  const page = view.step === "departments" ? view.tilePage : 0;
  const [shown, turn] = paged(known, tilesAPage(), page, (to) => actions.show({ tilePage: to }));
  const tiles = el("div", { className: "tiles" }, side ? mostAsked(chosen === null, actions) : null, shown.map((d) => tile(d, d === chosen, actions)));
  return [titled(t("department")),
    el("div", { className: side ? "split" : "single" }, side || page > 0 ? null : often(actions), tiles, side ? (chosen ? panel(chosen, actions) : often(actions)) : null),
    el("div", { className: "act" }, ways(actions), finder(actions), turn)];
}

/* In large text one thing a page: first what most people come for, then the departments. */
function largeDepartments(actions) {
  const known = all(), size = wide() ? LARGE_WIDE : LARGE_TALL, most = oftenest().slice(0, wide() ? OFTEN_WIDE : OFTEN_TALL);
  const count = (most.length ? 1 : 0) + Math.max(Math.ceil(known.length / size), 1), at = Math.min(view.tilePage, count - 1);
  const turn = count < 2 ? null : turner(count, at, (to) => actions.show({ tilePage: to }));
  const [shown] = paged(known, size, at - (most.length ? 1 : 0), () => {});
  const by = button("by", "tile by", () => actions.show({ tilePage: 1 }), icon("list"), label(t("by_department")));
  const body = most.length && at === 0
    ? el("section", { className: "often" }, el("div", { className: "chips" }, most.map((g) => chip(g, actions)), by))
    : el("div", { className: "tiles" }, shown.map((d) => tile(d, false, actions)));
  return [titled(t(most.length && at === 0 ? "often" : "department")), el("div", { className: "single" }, body), el("div", { className: "act" }, ways(actions), finder(actions), turn)];
}

function finder(actions) {
  const made = button("search", "quiet door", actions.search, icon("search"), label(t("search")));
  made.setAttribute("aria-label", t("search"));
  return made;
}

export function groups(actions) {
  const chosen = all().find((d) => d.name.vi === view.department);
  const list = view.need ? offered(view.need) : chosen?.groups;
  if (!list?.length) return departments(actions);
  const [shown, turn] = paged(list, rowsAPage(), view.page, (to) => actions.show({ page: to }));
  return [titled(t("group"), view.need ? t(view.need) : named(chosen.name)), el("div", { className: "rows" }, shown.map((g) => row(g, actions))),
    el("div", { className: "act" }, ways(actions), turn)];
}

/* What most people come for, two touches from a number. */
function often(actions) {
  const most = oftenest();
  if (!most.length) return null;
  return el("section", { className: "often" }, el("h2", {}, icon("star"), t("often")), el("div", { className: "chips" }, most.map((g) => chip(g, actions))));
}

const chip = (g, actions) => button(`o-${g.code}`, "chip", () => actions.group(g), label(named(g.short ?? g.name)),
  el("span", { className: `facts${online() ? "" : " stale"}` }, online() ? [ahead(g), g.told ? waiting(toldOf(g)) : t("no_time")].join(" · ") : t("not_known")));

const mostAsked = (on, actions) => button("d-often", `tile${on ? " on" : ""}`, () => actions.show({ department: null, page: 0 }), icon("star"), label(t("often")));

function tile(d, on, actions) {
  const free = d.groups.some((g) => g.open);
  return button(`d-${d.name.vi}`, `tile${on ? " on" : ""}${free ? "" : " shut"}`, () => actions.department(d.name.vi),
    icon(departmentIcon(d.name.vi)), label(short(d.name)));
}

function panel(chosen, actions) {
  const most = chosen.groups.length > SIDE_ROWS ? SIDE_ROWS_WITH_TURN : SIDE_ROWS;
  const [shown, turn] = paged(chosen.groups, most, view.page, (to) => actions.show({ page: to }));
  const zones = new Set(chosen.groups.map((g) => g.zone));
  const where = zones.size === 1 ? [zone(chosen.groups[0].zone, chosen.groups[0].zoneName), counters([...new Set(chosen.groups.flatMap((g) => g.counters))])].filter(Boolean).join(" · ") : "";
  return el("section", { className: "panel" },
    el("div", { className: "whose" }, el("h2", {}, short(chosen.name)), where ? el("p", { className: "where" }, icon("map-pin"), where) : null),
    el("div", { className: "rows" }, shown.map((g) => row(g, actions))), turn);
}

function row(g, actions) {
  const facts = g.open
    ? [el("b", {}, ahead(g) ?? "—"), el("span", {}, online() ? waiting(toldOf(g)) : t("not_known"))]
    : [el("b", {}, t("closed_group")), el("span", {}, named(g.reason))];
  const made = button(`g-${g.code}`, "row", () => actions.group(g), label(named(g.name)),
    el("span", { className: `facts${g.open && !online() ? " stale" : ""}` }, facts), icon(g.open ? "chevron-right" : "minus"));
  made.disabled = !g.open;
  return made;
}
