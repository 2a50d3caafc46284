/* One last look: where, how long, priority, how many dossiers; then the only red button. */
import { el, icon, button, label } from "../dom.js";
import { t, named, people, waiting, between, counters, zone } from "../say.js";
import { view, groupOf, online } from "../view.js";
import { notice, titled, ways } from "./parts.js";

export function confirm(actions) {
  const g = groupOf(view.group.code) ?? view.group;
  const problem = view.problem || (online() ? "" : t("no_answer"));
  return [titled(named(g.name), named(g.department)),
    el("div", { className: "check" }, facts(g),
      el("div", { className: "questions" },
        question("priority", t("priority"), t("priority_hint"), [[false, t("no")], [true, t("yes")]], actions),
        question("dossiers", t("dossiers"), "", [[1, "1"], [2, "2–5"], [6, t("more5")]], actions),
        problem ? notice("triangle-alert", "warn", problem) : null)),
    el("div", { className: "act" }, ways(actions), take(g, actions))];
}

function facts(g) {
  const clock = g.wait && g.waiting ? el("small", {}, `(${between(g.wait)})`) : null;
  return el("dl", { className: "facts3" },
    fact("map-pin", t("to"), zone(g.zone, g.zoneName), el("span", {}, counters(g.counters))),
    fact("users", t("ahead"), people(g.waiting)),
    fact("clock", t("wait"), expected(g), clock));
}

const expected = (g) => (g.wait && waiting(g.wait, g.waiting) !== t("soon") ? t("about", waiting(g.wait, g.waiting)) : waiting(g.wait, g.waiting));

const fact = (name, term, value, more) =>
  el("div", {}, icon(name), el("dt", {}, term), el("dd", {}, value, more ? " " : "", more));

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
  const made = button("take", "take", actions.take, icon("ticket"), label(view.asking ? t("taking") : t("take")));
  made.disabled = view.asking || view.refused || !online() || !g.open;
  return made;
}
