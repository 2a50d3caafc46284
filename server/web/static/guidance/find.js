/* What a citizen came for: procedures and groups as one types, the arrows choose. */
import { get } from "../lib/api.js";
import { el } from "../lib/dom.js";
import { morph } from "../lib/morph.js";
import { many, pick, plain, t } from "../lib/i18n.js";
import { minutes } from "../lib/wait.js";
import { span } from "./span.js";

const MOST = 8, PAUSE_MS = 120;

/** The groups in whose code, names or department every word begins some word. */
function matching(groups, typed) {
  const parts = (text) => plain(text).split(/[\s\-–,()]+/).filter(Boolean);
  const wanted = parts(typed);
  const words = (g) => parts(`${g.code} ${g.name_vi} ${g.name_en} ${g.department}`);
  return groups.filter((g) => wanted.every((word) => words(g).some((part) => part.startsWith(word))));
}

/** "15–25 min"; a free counter is "under 5 minutes", as on the slip. */
function brief(wait) {
  if (!wait) return t("g_unknown");
  const told = minutes(wait);
  return told.startsWith("0–") ? t("under", told.slice(2)) : t("g_minutes", told);
}

const asGroup = (g) => ({ id: `g-${g.code}`, group: g.code, procedure: null });
const asProcedure = (p) => ({ id: `p-${p.code}`, group: p.group, procedure: p });

export function makeFinder({ at, view }, chose) {
  let asked = "", procedures = [], rows = [], chosen = null, picked = false, timer = 0, told, answer = Promise.resolve();

  const group = (row) => view.groups.find((g) => g.code === row.group);

  function facts(g) {
    if (!g.open) return pick(g.reason) || t("g_closed");
    const where = g.counters.length ? ` · ${t("counter")} ${span(g.counters)}` : "";
    return `${t("zone_short")} ${g.zone}${where} · ${many("g_ahead", g.waiting)}`;
  }

  function option(row) {
    const g = group(row);
    const on = row.id === chosen;
    const wait = g.open ? brief(g.wait) : t("g_closed");
    return el("li", { role: "option", id: row.id, ariaSelected: String(on), ariaDisabled: String(!g.open), "data-key": row.id, className: g.open ? "" : "shut" },
      el("b", {}, g.code), el("span", {}, el("strong", {}, pick(row.procedure ?? g, "name")), el("small", {}, facts(g))), el("em", {}, wait));
  }

  function draw() {
    const typed = at("find").value.trim();
    const groups = matching(view.groups, typed).slice(0, typed ? MOST : 200).map(asGroup);
    const real = procedures.filter((p) => p.code !== p.group).map(asProcedure);
    rows = (typed ? [...real, ...groups] : groups).filter((row) => group(row));
    // Who typed nothing has chosen nothing: one Enter too many must not be a number for anybody.
    if (!rows.some((row) => row.id === chosen)) chosen = typed && !picked ? (rows.find((row) => group(row).open) ?? rows[0])?.id ?? null : null;
    morph(at("found"), rows.length ? rows.map(option) : el("li", { className: "none" }, t("g_none")));
    at("many").textContent = typed ? many("g_found", rows.length) : "";
    if (chosen) at("find").setAttribute("aria-activedescendant", chosen);
    else at("find").removeAttribute("aria-activedescendant");
    const now = rows.find((row) => row.id === chosen) ?? null;
    if (now?.id !== told) chose(now && { ...now, about: group(now) });
    told = now?.id;
  }

  /** The answer to what stands in the field; whoever chooses from the list waits for it. */
  function ask() {
    clearTimeout(timer);
    const typed = at("find").value.trim();
    if (typed !== asked) {
      asked = typed;
      picked = false;
      answer = answered(typed);
    }
    return answer;
  }

  async function answered(typed) {
    const found = typed ? await get(`/procedures?limit=${MOST}&q=${encodeURIComponent(typed)}`) : { ok: true, body: [] };
    if (typed !== asked) return; // an older answer comes after a newer question
    procedures = found.ok ? found.body : [];
    if (!picked) chosen = null;
    draw();
    if (!picked) at("found").scrollTop = 0;
  }

  function choose(id) {
    chosen = id;
    draw();
    document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const i = rows.findIndex((row) => row.id === chosen);
    const next = rows[Math.min(Math.max(i + by, 0), rows.length - 1)];
    if (next) choose(next.id);
  }

  function clear() {
    at("find").value = "";
    return ask();
  }

  at("find").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
  at("found").addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (!row) return;
    ask(); // what is answered later takes away nobody's choice
    picked = true;
    choose(row.id);
  });
  const current = () => rows.find((row) => row.id === chosen) ?? null;
  return { draw, step, clear, settle: ask, current: () => current() && { ...current(), about: group(current()) } };
}
