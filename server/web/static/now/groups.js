/* The groups by what people come for, each with its queue, what is left, and why it is closed. */
import { el, icon } from "../lib/dom.js";
import { lang, many, number, pick, t } from "../lib/i18n.js";
import { clock, inWords } from "../lib/wait.js";

const NEEDS = ["collect", "help", "post", "submit"];
const FEW = 10;

const chip = (kind, name, ...said) => el("span", { className: `chip ${kind}` }, icon(name), el("span", {}, ...said));

function left(group) {
  if (group.left === null || !group.open) return null;
  return chip(group.left <= FEW ? "warn" : "", "ticket", many("now_left", group.left));
}

function warning(group) {
  if (!group.open) return null;
  if (group.closing === "after") return chip("over", "over", t("now_after"));
  if (group.closing === "unsure") return chip("warn", "warn", t("now_unsure"));
  return group.lunch ? chip("info", "cup", t("now_over_lunch")) : null;
}

function queue(group, now) {
  if (!group.open) return null;
  const at = group.waiting ? clock(group.wait, now) : "";
  return el("p", { className: "queue" }, el("b", { className: "many" }, group.waiting ? many("now_waiting", group.waiting) : t("now_nobody")),
    el("span", {}, group.wait ? t("now_wait", inWords(t, group.wait)) : t("unknown_wait")), at ? el("span", { className: "muted" }, t("now_called", at)) : null);
}

function where(group, centre) {
  const zone = centre.zones.find((one) => one.id === group.zone);
  const counters = group.counters.length ? t("now_counters", group.counters.join(", ")) : t("now_no_counter");
  return el("p", { className: "where muted" }, `${lang === "en" ? group.department_en : group.department} · ${counters} · ${t("zone").replace(" ", "\u00a0")}\u00a0${zone ? zone.id : group.zone}`);
}

function row(group, groups, centre, acts) {
  const bulk = group.bulk && groups.find((one) => one.code === group.bulk);
  return el("li", { className: group.open ? "open" : "shut" },
    el("h3", {}, pick(group.short)), where(group, centre),
    group.open ? queue(group, centre.now) : el("p", { className: "reason" }, icon("over"), el("span", {}, pick(group.reason))),
    el("p", { className: "chips" }, left(group), warning(group), bulk ? chip("", "move", t("now_bulk", number(centre.bulk_over), pick(bulk.short))) : null),
    acts ? el("p", { className: "acts" }, el("button", { type: "button", "data-do": "close", "data-code": group.code }, t("now_close")), el("button", { type: "button", "data-do": "open", "data-code": group.code, hidden: group.open }, t("now_reopen"))) : null);
}

/** `all` names the bulk lanes of `groups`, which may be fewer. */
export function sections(groups, all, centre, acts) {
  if (!groups.length) return el("p", { className: "nothing" }, icon("empty"), t("now_nothing"));
  const made = NEEDS.map((need) => [need, groups.filter((group) => group.need === need)])
    .filter(([, found]) => found.length)
    .map(([need, found]) => el("section", { "data-key": need }, el("h2", {}, t(`now_${need}`)), el("ul", {}, found.map((group) => row(group, all, centre, acts)))));
  const lanes = made.filter((section) => section.dataset.key !== "submit");
  return [lanes.length ? el("div", { className: "lanes" }, lanes) : null, made.filter((section) => section.dataset.key === "submit")];
}
