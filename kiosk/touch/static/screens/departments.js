/* Which department, then which group: side by side on a wide screen, one after the other on a tall one. */
import { el, icon, button, label } from "../dom.js";
import { t, named, people, short, waiting, counters, zone } from "../say.js";
import { view, departments as all, departmentIcon, wide } from "../view.js";
import { pages, titled, ways } from "./parts.js";

const cut = (list, size, page) => list.slice(page * size, page * size + size);
const tilesAPage = () => (view.large ? (wide() ? 8 : 6) : 18);
const rowsAPage = (count) => {
  if (view.large) return wide() ? 3 : 4;
  if (wide()) return count > 5 ? 4 : 5;
  return 6;
};

export function departments(actions) {
  const known = all();
  const side = wide() && !view.large;
  const chosen = known.find((d) => d.name.vi === view.department) ?? (side ? known[0] : null);
  const size = tilesAPage();
  const page = view.step === "departments" ? view.tilePage ?? 0 : 0;
  const tiles = cut(known, size, page).map((d) => tile(d, d === chosen && side, actions));
  const more = pages(Math.ceil(known.length / size), page, (to) => actions.show({ tilePage: to }));
  return [titled(t("department")),
    el("div", { className: side ? "split" : "single" },
      el("div", { className: "tiles" }, tiles), side ? panel(chosen, actions) : null),
    el("div", { className: "act" }, ways(actions), more)];
}

export function groups(actions) {
  const chosen = all().find((d) => d.name.vi === view.department);
  if (!chosen) return departments(actions);
  const size = rowsAPage(chosen.groups.length);
  const more = pages(Math.ceil(chosen.groups.length / size), view.page, (to) => actions.show({ page: to }));
  return [titled(t("group"), named(chosen.name)), el("div", { className: "rows" }, cut(chosen.groups, size, view.page).map((g) => row(g, actions))),
    el("div", { className: "act" }, ways(actions), more)];
}

function tile(d, on, actions) {
  const free = d.groups.some((g) => g.open);
  return button(`d-${d.name.vi}`, `tile${on ? " on" : ""}${free ? "" : " shut"}`, () => actions.department(d.name.vi),
    icon(departmentIcon(d.name.vi)), label(short(d.name)));
}

function panel(chosen, actions) {
  const size = rowsAPage(chosen.groups.length);
  const zones = new Set(chosen.groups.map((g) => g.zone));
  const where = zones.size === 1 ? [zone(chosen.groups[0].zone, chosen.groups[0].zoneName), counters([...new Set(chosen.groups.flatMap((g) => g.counters))])].filter(Boolean).join(" · ") : "";
  const more = pages(Math.ceil(chosen.groups.length / size), view.page, (to) => actions.show({ page: to }));
  return el("section", { className: "panel" },
    el("header", {}, el("h2", {}, short(chosen.name)), where ? el("p", { className: "where" }, icon("map-pin"), where) : null),
    el("div", { className: "rows" }, cut(chosen.groups, size, view.page).map((g) => row(g, actions))),
    more ? el("div", { className: "act" }, more) : null);
}

function row(g, actions) {
  const facts = g.open
    ? [el("b", {}, people(g.waiting)), el("span", {}, waiting(g.wait, g.waiting))]
    : [el("b", {}, t("closed_group")), el("span", {}, named(g.reason))];
  const made = button(`g-${g.code}`, "row", () => actions.group(g), label(named(g.name)),
    el("span", { className: "facts" }, facts), g.open ? icon("chevron-right") : icon("minus"));
  made.disabled = !g.open;
  return made;
}
