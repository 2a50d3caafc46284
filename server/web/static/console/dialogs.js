/* Questions of the console. Enter does what the question is about, Esc closes, and the keys are the
   officer's again only when the question is gone. */
import { el } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { REASONS } from "../lib/reasons.js";

const dialog = document.getElementById("dialog");

/** Show a question. `submit(form)` says what is missing, or does it and returns nothing. */
export function ask(title, body, verb, submit) {
  const problem = el("p", { className: "problem", role: "alert" });
  const cancel = el("button", { type: "button", onclick: () => dialog.close() }, t(submit ? "cancel" : "close_this"), el("kbd", {}, "Esc"));
  const go = submit ? el("button", { type: "submit", className: "primary" }, verb, el("kbd", {}, "Enter")) : null;
  const form = el("form", { noValidate: true }, el("h2", { id: "dialog-title" }, title), body, problem, el("menu", {}, cancel, go));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = submit?.(form);
    if (missing) problem.textContent = missing;
    else dialog.close();
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  (form.querySelector("[data-first]") ?? cancel).focus();
  return form;
}

/** When a question is gone, the eyes and the keys go back to Next. */
export const whenClosed = (call) => dialog.addEventListener("close", call);

/** One of the usual reasons, or words; `done(reason)` gets a code or what was written. */
export function askReason(kind, title, verb, done) {
  const words = el("input", { name: "words", maxLength: 200, autocomplete: "off", placeholder: t("r_other"), ariaLabel: t("r_other") });
  const choice = (code, i) => el("label", { className: "choice" },
    el("input", { type: "radio", name: "reason", value: code, checked: i === 0, ...(i === 0 ? { "data-first": "" } : {}) }), el("span", {}, t(`r_${code}`)), el("kbd", {}, String(i + 1)));
  const form = ask(title, [el("div", { className: "choices", role: "radiogroup", ariaLabel: title }, [...REASONS[kind], "other"].map(choice)), words], verb, () => {
    const code = form.elements.reason.value;
    const said = words.value.trim();
    if (code === "other" && !said) { words.focus(); return t("say_reason"); }
    return void done(code === "other" ? said : code);
  });
  const boxes = [...form.querySelectorAll("[type=radio]")];
  words.addEventListener("input", () => { boxes.at(-1).checked = true; });
  boxes.at(-1).addEventListener("click", (event) => { if (event.detail) words.focus(); });
  form.addEventListener("keydown", (event) => {
    const box = event.target === words ? null : boxes[Number(event.key) - 1];
    if (!box) return;
    event.preventDefault();
    box.checked = true;
    (box === boxes.at(-1) ? words : box).focus();
  });
}

/** A number out of turn, and why: `done(number, reason)`. */
export function askCall(describe, done) {
  const which = el("input", { name: "number", inputMode: "numeric", autocomplete: "off", maxLength: 5, "data-first": "" });
  const about = el("small", { className: "muted" });
  const why = el("input", { name: "why", maxLength: 200, autocomplete: "off" });
  which.addEventListener("input", () => { about.textContent = describe(Number(which.value)); });
  ask(t("call_any"), [el("label", {}, t("number"), which, about), el("label", {}, t("reason"), why)], t("v_call"), () => {
    if (!/^\d+$/.test(which.value.trim())) { which.focus(); return t("say_number"); }
    if (!why.value.trim()) { why.focus(); return t("say_reason"); }
    return void done(Number(which.value), why.value.trim());
  });
}
