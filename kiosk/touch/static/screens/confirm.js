/* One last look: where, how long, priority, how many dossiers; then the only red button. */
import { el, icon, button, label } from "../dom.js";
import { t, named, ahead, toldOf, waiting, between, counters, reopens, zone } from "../say.js";
import { view, groupOf, online } from "../view.js";
import { titled, ways } from "./parts.js";

export function confirm(actions) {
  const g = groupOf(view.group.code) ?? view.group;
  const stop = hindrance(g);
  return [titled(named(g.name), named(g.department)),
    el("div", { className: "check" }, facts(g), stop ? said(stop) : questions(actions)),
    el("div", { className: "act" }, ways(actions), take(g, actions))];
}

/* Why no number can be had now, or not yet. The answers are settled once they were sent: the questions go. */
function hindrance(g) {
  if (view.asking) return null;
  if (!online()) return ["cloud-off", t("lost_title"), t("away_again"), t("away_desk")];
  if (view.refusal) return ["triangle-alert", t("refused"), named(view.refusal)];
  if (!g.open) return ["triangle-alert", t("refused"), named(g.reason), reopens(view.hall.centre.reopens_at)];
  return view.unanswered ? ["clock", t("no_answer"), t("no_answer_hint")] : null;
}

const said = ([name, title, ...lines]) => el("section", { className: "notice warn hindrance", role: "alert" }, icon(name),
  el("div", {}, el("h2", {}, title), lines.filter(Boolean).map((line) => el("p", {}, line))));

function facts(g) {
  const told = toldOf(g), clock = told && between(told);
  const expected = told && !told.across && told.low_min > 0 ? t("about", waiting(told)) : waiting(told);
  const stale = online() ? "" : "stale";
  return el("dl", { className: "facts3" },
    fact("map-pin", t("to"), zone(g.zone, g.zoneName), el("span", {}, counters(g.counters))),
    fact("users", t("ahead"), ahead(g) ?? t("not_known"), null, stale),
    fact("clock", t("wait"), online() ? expected : t("not_known"), clock ? el("small", {}, `(${clock})`) : null, stale));
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
  made.disabled = Boolean(view.asking || view.refusal || !online() || !g.open);
  return made;
}
