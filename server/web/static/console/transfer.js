/* Where to send somebody: typed, or chosen with the arrows; Enter sends. */
import { el } from "../lib/dom.js";
import { pick, plain, t } from "../lib/i18n.js";
import { ask } from "./dialogs.js";
import { number, state } from "./state.js";

const MOST = 6;

/** `done({group})` or `done({counter})`. */
export function askTransfer(done) {
  let chosen = 0;
  const list = el("div", { className: "choices", role: "listbox", id: "places", ariaLabel: t("v_transfer") });
  const field = el("input", { role: "combobox", placeholder: t("find_group"), ariaLabel: t("find_group"), autocomplete: "off", "data-first": "", "aria-controls": "places", "aria-expanded": "true" });
  const draw = () => {
    const found = places(field.value);
    chosen = Math.min(chosen, Math.max(found.length - 1, 0));
    list.replaceChildren(...found.map((place, i) => option(place, i === chosen, () => { chosen = i; form.requestSubmit(); })));
    if (!found.length) list.append(el("p", { className: "muted" }, t("nothing_found")));
    field.setAttribute("aria-activedescendant", found.length ? "chosen" : "");
    return found;
  };
  field.addEventListener("input", () => { chosen = 0; draw(); });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const n = places(field.value).length;
    if (n) chosen = (chosen + step + n) % n;
    draw();
  });
  const form = ask(t("transfer_to"), [field, list], t("v_transfer"), () => {
    const place = places(field.value)[chosen];
    return place ? void done(place.to) : t("nothing_found");
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
  const groups = state.groups.filter((g) => g.code !== state.desk.ticket?.group && fits(g));
  return [...one, ...groups.map((g) => ({ to: { group: g.code }, name: pick(g, "name"), about: `${g.code} · ${t(g.counters.length > 1 ? "counters" : "counter")} ${g.counters.join(", ")}` }))].slice(0, MOST);
}
