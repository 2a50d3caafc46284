/* The groups that match what was typed, with their queues. */
import { el } from "../lib/dom.js";
import { pick, plain, t } from "../lib/i18n.js";
import { inWords } from "../lib/wait.js";

const MOST = 12;

export function matching(groups, typed) {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const text = (g) => plain(`${g.code} ${g.name_vi} ${g.name_en} ${g.department}`).split(/[\s\-–,()]+/);
  return groups.filter((g) => wanted.every((word) => text(g).some((part) => part.startsWith(word)))).slice(0, MOST);
}

const facts = (g) => (g.open ? `${t("zone")} ${g.zone} · ${t("g_waiting", g.waiting)}` : pick(g.reason));

export function found(groups, chosen, choose) {
  if (!groups.length) return [el("li", { className: "muted" }, t("g_none"))];
  return groups.map((g) => el("li", {}, el("button", { type: "button", disabled: !g.open, ariaPressed: String(g.code === chosen), onclick: () => choose(g.code) },
    el("b", {}, g.code), el("span", {}, pick(g, "name")), el("span", { className: "wait" }, g.open ? inWords(t, g.wait) : t("g_closed")), el("small", {}, facts(g)))));
}
