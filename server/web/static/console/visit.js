/* What an officer tells of a visit: how it ended, a note for the next officer, and priority. */
import { get } from "../lib/api.js";
import { el, shown } from "../lib/dom.js";
import { pick, t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";
import { ask } from "./dialogs.js";
import { state } from "./state.js";

/** The refusal of a dossier's code, which the question itself shows. */
export const BAD_CODE = "bad-dossier-code";
const FOUND = 3, PAUSE_MS = 120, NOTE = 140;

/** `done({procedure, outcome, dossiers, case, then})` promises the refusal of the code, or nothing;
    whatever was left out is not said. Right after a call the count may not be known here yet: then
    it is left to the server, which knows it. */
export function askDone(done) {
  const { ticket, choices } = state.desk;
  let chosen = null;
  const outcome = (code, i) => el("label", { className: "choice" }, el("input", { type: "radio", name: "outcome", value: code, checked: i === 0, ...(i === 0 ? { "data-first": "" } : {}) }), el("span", {}, reason(code)));
  const list = el("div", { className: "choices found" });
  const field = el("input", { name: "procedure", autocomplete: "off", placeholder: t("find_procedure"), ariaLabel: t("procedure_done") });
  const count = el("input", { name: "dossiers", type: "number", min: 1, max: 999, value: ticket.dossiers });
  const code = el("input", { name: "case", maxLength: 40, autocomplete: "off", autocapitalize: "characters", spellcheck: false, placeholder: "H24.12-260918-0042", "aria-describedby": "case-problem" });
  const wrong = el("small", { className: "problem", id: "case-problem", role: "alert" });
  const then = el("select", { name: "then" }, el("option", { value: "" }, t("then_none")), state.groups.filter((g) => g.code !== ticket.group).map((g) => el("option", { value: g.code }, pick(g, "name"))));
  code.addEventListener("input", () => refuse(code, wrong, ""));
  let rows = [], marked = -1;
  const take = (row) => { chosen = row; field.value = pick(row, "name"); rows = []; list.replaceChildren(); };
  const show = () => list.replaceChildren(...rows.map((row, i) => el("button", { type: "button", className: "option", tabIndex: -1, "aria-selected": String(i === marked), onclick: () => take(row) }, el("b", {}, pick(row, "name")), el("small", {}, row.code))));
  search(field, (found) => { chosen = null; rows = found; marked = found.length ? 0 : -1; show(); });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!rows.length || (!step && event.key !== "Enter")) return;
    event.preventDefault();
    if (!step) return take(rows[marked]);
    marked = (marked + step + rows.length) % rows.length;
    show();
  });
  ask(t("done_title", ticket.number), [el("div", { className: "choices two", role: "radiogroup", ariaLabel: t("outcome") }, choices.outcomes.map(outcome)),
    el("label", {}, t("procedure_done"), field), list, el("div", { className: "pair" }, el("label", {}, t("dossiers_done"), count), el("label", {}, t("case_code"), code)), wrong, el("label", {}, t("then_group"), then)], t("v_finish"), (form) => {
    const typed = count.value || state.desk.ticket?.dossiers, n = Number(typed);
    if (count.validity.badInput || (typed && (!Number.isInteger(n) || n < 1 || n > 999))) { count.focus(); return t("say_dossiers"); }
    if (field.value.trim() && !chosen) { field.focus(); return t("choose_procedure"); }
    const told = { outcome: form.elements.outcome.value, ...(typed ? { dossiers: n } : {}), ...(chosen ? { procedure: chosen.code } : {}) };
    if (code.value.trim()) told.case = code.value.trim();
    if (then.value) told.then = { group: then.value };
    return done(told).then((refused) => refused && refuse(code, wrong, pick(refused.reason)));
  });
}

/** Say by the field what is wrong with it; answers whether anything is. */
function refuse(field, wrong, why) {
  wrong.textContent = why;
  field.setAttribute("aria-invalid", String(Boolean(why)));
  if (why) field.focus();
  return Boolean(why);
}

/** Ask the server a moment after the last letter; an answer to older letters is dropped. */
function search(field, show) {
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = field.value.trim();
    if (!typed) return show([]);
    timer = setTimeout(async () => {
      const found = await get(`/procedures?limit=${FOUND}&q=${encodeURIComponent(typed)}`);
      if (field.value.trim() === typed) show(found.body ?? []);
    }, PAUSE_MS);
  });
}

/** `done(text)`; an empty text takes the note away. */
export function askNote(done) {
  const text = el("input", { name: "note", maxLength: NOTE, autocomplete: "off", value: state.desk.ticket.note ?? "", ariaLabel: t("note"), "data-first": "" });
  ask(t("note_title"), [text, el("small", { className: "muted" }, t("note_help"))], t("save"), () => void done(text.value.trim()));
}

/** `done(has)`: whether the papers were right is all that is kept. */
export function askPriority(done) {
  const has = state.desk.ticket.priority;
  const choice = (value, word) => el("label", { className: "choice" }, el("input", { type: "radio", name: "has", value, checked: (value === "yes") === has, ...((value === "yes") === has ? { "data-first": "" } : {}) }), el("span", {}, t(word)));
  ask(t("priority_title"), el("div", { className: "choices", role: "radiogroup", ariaLabel: t("priority_title") }, choice("yes", "priority_yes"), choice("no", "priority_no")), t("save"), (form) => void done(form.elements.has.value === "yes"));
}

/** Beside the number: what can be told of this visit. */
export function telling(works) {
  const { ticket } = state.desk;
  const button = (name, key, ...word) => el("button", { type: "button", disabled: !works, "data-do": name }, el("kbd", {}, key), shown(word));
  return el("div", { className: "telling" }, button("done", "K", t("finish_told")), button("note", "N", t("note")), button("priority", "U", t(ticket.priority_checked ? "priority_seen" : "priority_check")));
}
