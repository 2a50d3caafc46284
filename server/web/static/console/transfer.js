/* Where to send somebody: typed, or chosen with the arrows; Enter sends. Nothing is chosen before. */
import { el } from "../lib/dom.js";
import { pick, plain, t } from "../lib/i18n.js";
import { ask } from "./dialogs.js";
import { number, state } from "./state.js";

const MOST = 6, PEOPLE = 3;

/** `done({group}, name)`, `done({counter}, name)` or `done({officer}, name)`. */
export function askTransfer(done) {
  let chosen = -1;
  const list = el("div", { className: "choices", role: "listbox", id: "places", ariaLabel: t("v_transfer") });
  const field = el("input", { role: "combobox", placeholder: t("find_group"), ariaLabel: t("find_group"), autocomplete: "off", "data-first": "", "aria-controls": "places", "aria-expanded": "true" });
  const draw = () => {
    const found = places(field.value);
    chosen = Math.min(chosen, found.length - 1);
    list.replaceChildren(...found.map((place, i) => option(place, i === chosen, () => { chosen = i; form.requestSubmit(); })));
    if (!found.length) list.append(el("p", { className: "muted" }, t("nothing_found")));
    field.setAttribute("aria-activedescendant", chosen >= 0 ? "chosen" : "");
    return found;
  };
  field.addEventListener("input", () => { chosen = field.value.trim() ? 0 : -1; draw(); });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const n = places(field.value).length;
    if (n) chosen = chosen < 0 ? (step > 0 ? 0 : n - 1) : (chosen + step + n) % n;
    draw();
  });
  const form = ask(t("transfer_to"), [field, list], t("v_transfer"), () => {
    const found = places(field.value), place = found[chosen];
    return place ? void done(place.to, place.name) : t(found.length ? "choose_place" : "nothing_found");
  });
  draw();
}

function option(place, isChosen, take) {
  return el("button", { type: "button", role: "option", className: "option", tabIndex: -1, "aria-selected": String(isChosen), ...(isChosen ? { id: "chosen" } : {}), onclick: take }, el("b", {}, place.name), el("small", {}, place.about));
}

/** Groups that fit what was typed; first the counter, when it is a counter's number. */
function places(typed) {
  const wanted = plain(typed.trim());
  const counters = new Set(state.groups.flatMap((g) => g.counters));
  const n = Number(wanted);
  const one = wanted && n !== number && counters.has(n) ? [{ to: { counter: n }, name: `${t("counter")} ${n}`, about: t("same_group") }] : [];
  const fits = (g) => /^\d+$/.test(wanted) ? g.counters.includes(n) : plain(`${g.code} ${g.name_vi} ${g.name_en}`).includes(wanted);
  const own = new Set(state.groups.filter((g) => g.counters.includes(number)).map((g) => g.department));
  const far = (g) => (own.has(g.department) ? 0 : 1);
  const groups = state.groups.filter((g) => g.code !== state.desk.ticket?.group && fits(g)).sort((a, b) => far(a) - far(b));
  const people = wanted && !/^\d+$/.test(wanted) ? state.desk.seated.filter((p) => plain(p.officer).includes(wanted)).map((p) => ({ to: { officer: p.officer }, name: p.officer, about: t("waits_for_person", p.counter) })) : [];
  return [...one, ...people.slice(0, PEOPLE), ...groups.map((g) => ({ to: { group: g.code }, name: pick(g, "name"), about: `${g.code} · ${t(g.counters.length > 1 ? "counters" : "counter")} ${g.counters.join(", ")}` }))].slice(0, MOST);
}
