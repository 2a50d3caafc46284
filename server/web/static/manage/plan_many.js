/* A field that holds codes of another table: ticked in a list that can be searched, and told in words. */
import { el } from "../lib/dom.js";
import { plain } from "../lib/i18n.js";

const SEARCHED = 8;
const codes = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);

export function tickMany(field, t) {
  const rows = JSON.parse(field.dataset.many), chosen = new Set(codes(field.value));
  const known = new Set(rows.map(({ code }) => code));
  const all = [...rows, ...[...chosen].filter((code) => !known.has(code)).map((code) => ({ code, name: t("pl_unknown") }))];
  const told = el("p", { className: "chosen-many", "aria-live": "polite" });
  const box = ({ code, name }) => el("label", { className: "tick" }, el("input", { type: "checkbox", value: code, checked: chosen.has(code), onchange: (event) => turn(code, event.target.checked) }), el("b", {}, code), el("span", {}, name));
  all.sort((a, b) => chosen.has(b.code) - chosen.has(a.code));
  const list = el("div", { className: "many-list" }, all.map(box));
  const find = all.length > SEARCHED ? el("input", { type: "search", className: "find-many", autocomplete: "off", placeholder: t("pl_find"), ariaLabel: t("pl_find"), oninput: seek, onkeydown: (event) => { if (event.key === "Enter") event.preventDefault(); } }) : null;

  function say() {
    field.value = [...chosen].join(", ");
    told.textContent = field.value || t("pl_none_ticked");
  }
  function turn(code, on) {
    if (on) chosen.add(code);
    else chosen.delete(code);
    say();
  }
  function seek() {
    const wanted = plain(find.value);
    [...list.children].forEach((row) => { row.hidden = !plain(row.textContent).includes(wanted); });
  }

  say();
  field.hidden = true;
  // Not inside the label of the field: a click on a box must reach that box alone.
  const label = field.closest("label");
  label.after(el("div", { className: "many", role: "group", ariaLabel: label.firstChild.textContent.trim() }, told, find, list));
}
