/* Find a procedure by its name: what was found, three at a time, above the letters. */
import { el, icon, button, label } from "../dom.js";
import { t, named, ahead, toldOf, waiting, counters, zone } from "../say.js";
import { view, groupOf, online } from "../view.js";
import { found, hitsAPage } from "../find.js";
import { swallowing } from "../scanned.js";
import { keyboard } from "./keyboard.js";

export function search(actions) {
  return [field(actions), el("div", { className: "found" }, heading(), hits(actions), foot(actions)), keyboard(actions)];
}

function field(actions) {
  const input = el("input", { type: "text", inputMode: "none", autocomplete: "off", spellcheck: false, maxLength: 60, "data-key": "query", "aria-label": t("search"), placeholder: t("search_empty") });
  input.setAttribute("value", found.query);
  input.addEventListener("input", (event) => {
    if (swallowing()) input.value = found.query;
    else if (!event.isComposing) actions.type(() => input.value);
  });
  input.addEventListener("compositionend", () => actions.type(() => input.value));
  input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) actions.find(); });
  const back = button("back", "quiet square", actions.back, icon("arrow-left"));
  back.setAttribute("aria-label", t("back"));
  const clear = button("clear", "clear", () => actions.type(() => ""), icon("x"));
  clear.setAttribute("aria-label", t("clear"));
  return el("div", { className: "asking" }, back, el("div", { className: "field" }, icon("search"), input, found.query ? clear : null));
}

function heading() {
  const words = !found.query.trim() ? t("often") : found.busy ? t("searching") : found.total ? t("found", found.total) : t("found_none");
  return el("p", { className: "heading", role: "status" }, el("b", {}, words), found.synonym && !found.busy ? el("span", {}, found.synonym) : null);
}

function hits(actions) {
  if (!found.rows.length && !found.busy) return el("div", { className: "hits none" }, icon("search"), el("p", {}, t(found.query.trim() ? "none_found" : "search_empty")));
  return el("div", { className: "hits" }, found.rows.slice(0, hitsAPage()).map((row) => hit(row, groupOf(row.group), actions)));
}

function hit(row, g, actions) {
  const made = button(`h-${row.code ?? row.group}`, "hit", () => actions.chosen(row, g),
    el("span", { className: "words" }, label(named(row.name)), el("span", { className: "of" }, whose(row, g)), g?.open ? place(g) : shut(g)), icon(g?.open ? "chevron-right" : "minus"));
  made.disabled = !g?.open;
  return made;
}

/* A group's name only where it is short enough to say more than it takes. */
const LONG = 52;
function whose(row, g) {
  const group = g && row.code ? named(g.short ?? g.name) : "";
  const from = g ? named(g.department) : "";
  return g ? [group && group.length + from.length <= LONG ? el("span", {}, `${group} ·`) : "", el("b", {}, from)] : "";
}

const place = (g) => el("span", { className: "place" }, [
  ["map-pin", [zone(g.zone, g.zoneName), counters(g.counters)].filter(Boolean).join(" · ")],
  ["users", ahead(g)], ["clock", online() ? (g.told ? waiting(toldOf(g)) : t("no_time")) : t("not_known")],
].filter(([, words]) => words).map(([name, words]) => el("span", {}, icon(name), words)));

const shut = (g) => el("span", { className: "place why" }, icon("circle-alert"), el("span", {}, g ? `${t("closed_group")}: ${named(g.reason)}` : t("not_here")));

function foot(actions) {
  const rest = found.total - (found.page + 1) * hitsAPage();
  const turn = rest > 0
    ? button("after", "quiet", () => actions.turn(found.page + 1), label(t("found_more", rest)), icon("chevron-down"))
    : found.page > 0 ? button("first", "quiet", () => actions.turn(0), label(t("found_first"))) : null;
  return el("div", { className: "foot" }, button("departments", "quiet", actions.departments, icon("list"), label(t("by_department"))), turn);
}
