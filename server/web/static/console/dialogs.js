/* Questions of the console. Enter does what the question is about, Esc closes, and the keys are the
   officer's again only when the question is gone. */
import { el } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { reason } from "../lib/reasons.js";

const dialog = document.getElementById("dialog");

/** Show a question. `submit(form)` says what is missing, or does it and returns nothing; it may promise
    that: the question stays until then. `true` is missing what a field says itself. */
export function ask(title, body, verb, submit) {
  const problem = el("p", { className: "problem", role: "alert" });
  const cancel = el("button", { type: "button", onclick: () => dialog.close() }, t(submit ? "cancel" : "close_this"), el("kbd", {}, "Esc"));
  const go = submit ? el("button", { type: "submit", className: "primary" }, verb, el("kbd", {}, "Enter")) : null;
  const form = el("form", { noValidate: true }, el("h2", { id: "dialog-title" }, title), body, problem, el("menu", {}, cancel, go));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (go?.disabled) return;
    let missing = submit?.(form);
    if (missing instanceof Promise) {
      go.disabled = true;
      missing = await missing;
      go.disabled = false;
    }
    if (missing) problem.textContent = missing === true ? "" : missing;
    else if (form.isConnected) dialog.close();
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  (form.querySelector("[data-first]") ?? cancel).focus();
  return form;
}

/** When a question is gone, the eyes and the keys go back to Next; its end may be told when the next one stands. */
export const whenClosed = (call) => dialog.addEventListener("close", () => dialog.open || call());

/** One of the plan's reasons, or words; `done(reason, form)` gets a code or what was written. */
export function askReason(codes, title, verb, done, more = null) {
  const words = el("input", { name: "words", maxLength: 200, autocomplete: "off", placeholder: t("r_other"), ariaLabel: t("r_other") });
  const choice = (code, i) => el("label", { className: "choice" },
    el("input", { type: "radio", name: "reason", value: code, checked: i === 0, ...(i === 0 ? { "data-first": "" } : {}) }), el("span", {}, code === "other" ? t("r_other") : reason(code)), el("kbd", {}, String(i + 1)));
  const form = ask(title, [el("div", { className: "choices", role: "radiogroup", ariaLabel: title }, [...codes, "other"].map(choice)), words, more], verb, () => {
    const code = form.elements.reason.value;
    const said = words.value.trim();
    if (code === "other" && !said) { words.focus(); return t("say_reason"); }
    return void done(code === "other" ? said : code, form);
  });
  const boxes = [...form.querySelectorAll("[type=radio]")];
  words.addEventListener("input", () => { boxes.at(-1).checked = true; });
  boxes.at(-1).addEventListener("click", (event) => { if (event.detail) words.focus(); });
  form.addEventListener("keydown", (event) => {
    const box = event.target.matches("input:not([type=radio])") ? null : boxes[Number(event.key) - 1];
    if (!box) return;
    event.preventDefault();
    box.checked = true;
    (box === boxes.at(-1) ? words : box).focus();
  });
}

/** A number out of turn, and why: `done(number, reason)`. */
export function askCall(describe, done, picked = "") {
  const which = el("input", { name: "number", inputMode: "numeric", autocomplete: "off", maxLength: 5, value: picked, ...(picked ? {} : { "data-first": "" }) });
  const about = el("small", { className: "muted" }, picked ? describe(Number(picked)) : "");
  const why = el("input", { name: "why", maxLength: 200, autocomplete: "off", ...(picked ? { "data-first": "" } : {}) });
  which.addEventListener("input", () => { about.textContent = describe(Number(which.value)); });
  ask(t("call_any"), [el("label", {}, t("number"), which, about), el("label", {}, t("reason"), why)], t("v_call"), () => {
    if (!/^\d+$/.test(which.value.trim())) { which.focus(); return t("say_number"); }
    if (!why.value.trim()) { why.focus(); return t("say_reason"); }
    return void done(Number(which.value), why.value.trim());
  });
}

/** Which of those set aside or missed waits again; `rows` as {number, about}; `done(number)`. */
export function askReturn(rows, done) {
  if (!rows.length) return ask(t("bring_back"), [el("p", {}, t("none_to_bring"))]);
  const choice = ({ number, about }, i) => el("label", { className: "choice" }, el("input", { type: "radio", name: "back", value: number, checked: i === 0, ...(i === 0 ? { "data-first": "" } : {}) }), el("b", {}, String(number)), el("span", {}, about));
  return ask(t("bring_back"), [el("div", { className: "choices", role: "radiogroup", ariaLabel: t("bring_back") }, rows.map(choice))], t("bring_back"), (form) => void done(Number(form.elements.back.value)));
}
