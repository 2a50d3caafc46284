/* One last look: where, how long, priority, how many dossiers; then the only red button. */
import { el, icon, button, label } from "../dom.js";
import { t, named, ahead, shared, toldOf, waiting, between, clock, counters, hallNow, reopens, zone } from "../say.js";
import { view, groupOf, needOf, online, issuing, wide } from "../view.js";
import { paged, titled, ways } from "./parts.js";

export function confirm(actions) {
  const g = lane();
  const stop = hindrance(g);
  const what = view.row?.code ? view.row.name : view.group.name;
  return [titled(named(what), view.row?.code ? `${named(view.group.short ?? view.group.name)} · ${named(view.group.department)}` : named(view.group.department)),
    el("div", { className: "check" }, el("div", { className: "know" }, facts(g), stop ? null : notes(g), stop ? null : documents(g, actions)), stop ? said(stop) : questions(actions)),
    el("div", { className: "act" }, ways(actions), take(g, actions))];
}

const MANY = 5;

/* Many dossiers may have a queue of their own, with another place and another wait. */
export function lane() {
  const own = groupOf(view.group.code) ?? view.group;
  return (view.dossiers > (view.hall.centre.bulk_over ?? MANY) && own.bulk && groupOf(own.bulk)) || own;
}

const LATE_HOUR = 15;
const papers = () => (view.row?.documents ?? view.documents)?.[view.lang] ?? [];
const LONG = 56;
const isLong = (text) => text.length > LONG;
const room = (list) => list.reduce((sum, one) => sum + (isLong(one) ? 2 : 1), 0);
const papersShown = (g) => (wide() && notesOf(g).length ? 2 : 4);

function documents(g, actions) {
  const all = papers(), most = papersShown(g);
  if (!all.length) return null;
  const more = (words) => button("papers", "quiet all", actions.papers, icon("list"), label(words));
  if (view.large) return el("section", { className: "papers" }, more(t("papers_many", all.length)));
  const fits = most - room(all) >= 0, shown = fits ? all : all.filter((_, i) => room(all.slice(0, i + 1)) < most), paper = (one) => el("li", { className: isLong(one) ? "long" : "" }, icon("file-text"), el("span", {}, one));
  return el("section", { className: "papers" }, el("h2", {}, t("papers")),
    el("ul", {}, shown.map(paper),
      fits ? null : el("li", {}, more(t("papers_all", all.length)))));
}

/* Every document, a page at a time. */
export function papersList(actions) {
  const [shown, turn] = paged(papers(), view.large ? 3 : wide() ? 8 : 9, view.page, (to) => actions.show({ page: to }));
  return [titled(t("papers"), named(view.row?.name ?? view.group.name)),
    el("ul", { className: "paperlist" }, shown.map((one) => el("li", {}, icon("file-text"), el("span", {}, one)))),
    el("div", { className: "act" }, ways(actions), turn)];
}

/* What else is to be known before a number is taken: closing time, lunch, how many are left, the afternoon. */
function notes(g) {
  const known = notesOf(g);
  return known.length ? el("ul", { className: "notes" }, known.map((one) => el("li", {}, icon("circle-alert"), el("span", {}, one)))) : null;
}

function notesOf(g) {
  if (!online()) return [];
  const hour = Number(clock(hallNow()).split(":")[0]);
  return [
    view.priority ? t("priority_sooner") : null,
    g.code === view.group.code ? null : t("many_lane", zone(g.zone, g.zoneName)),
    g.closing === "after" ? t("closing_after") : g.closing === "unsure" ? t("closing_unsure") : null,
    g.lunch ? t("lunch") : null,
    Number.isInteger(g.left) && g.left <= FEW ? t("left", g.left) : null,
    needOf(g) === "submit" && hour >= LATE_HOUR ? t("next_morning") : null,
  ].filter(Boolean).slice(0, view.large ? 1 : MOST_NOTES);
}
const FEW = 10, MOST_NOTES = 2;

/* Why no number can be had now, or not yet. The answers are settled once they were sent: the questions go. */
function hindrance(g) {
  if (view.asking) return null;
  if (!issuing()) return ["cloud-off", t("lost_title"), t("away_again"), t("away_desk")];
  if (view.refusal) return ["triangle-alert", t("refused"), named(view.refusal)];
  if (!g.open) return ["triangle-alert", t("refused"), named(g.reason), reopens(view.hall.centre.reopens_at)];
  return view.unanswered ? ["clock", t("no_answer"), t("no_answer_hint")] : null;
}

const said = ([name, title, ...lines]) => el("section", { className: "notice warn hindrance", role: "alert" }, icon(name),
  el("div", {}, el("h2", {}, title), lines.filter(Boolean).map((line) => el("p", {}, line))));

function facts(g) {
  const told = toldOf(g), span = told && between(told);
  const expected = told && !told.across && told.low_min > 0 ? t("about", waiting(told)) : waiting(told);
  const stale = online() ? "" : "stale";
  return el("dl", { className: "facts3" },
    fact("map-pin", t("to"), zone(g.zone, g.zoneName), el("span", {}, counters(g.counters))),
    fact("users", t("ahead"), g.waiting === 0 && shared(told) ? t("none_of_group") : ahead(g) ?? t("not_known"), null, stale),
    fact("clock", t("wait"), online() ? expected : t("not_known"), span ? el("small", {}, `(${span})`) : null, stale));
}

const fact = (name, term, value, more, kind = "") =>
  el("div", { className: kind }, icon(name), el("dt", {}, term), el("dd", {}, value, more ? " " : "", more));

const questions = (actions) => el("div", { className: "questions" },
  question("priority", t("priority"), t("priority_hint"), [[false, t("no")], [true, t("yes")]], actions),
  question("dossiers", t("dossiers"), "", [[1, "1"], [2, "2–5"], [6, t("more5")]], actions));

function question(key, text, hint, options, actions) {
  return el("fieldset", {}, el("legend", {}, text), hint ? el("p", { className: "hint" }, hint) : null,
    el("div", { className: "options" }, options.map(([value, words]) => {
      const on = view[key] === value;
      const made = button(`${key}-${value}`, "option", () => actions.show({ [key]: value }), on ? icon("check") : null, label(words));
      made.setAttribute("aria-pressed", String(on));
      made.disabled = view.asking;
      return made;
    })));
}

function take(g, actions) {
  const made = button("take", "take", actions.take, view.asking ? null : icon("ticket"), label(view.asking ? t("taking") : t("take")));
  made.disabled = Boolean(view.asking || view.refusal || !issuing() || !g.open);
  return made;
}
