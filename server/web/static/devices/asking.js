/* Questions: a new device, whether one is sure, and the secret that is shown once. */
import { el, icon } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

/** Shows a form in the dialog; answers whether it was agreed to. Nothing of it is left on the page. */
function ask(dialog, ...parts) {
  dialog.replaceChildren(el("form", { method: "dialog" }, ...parts));
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => { dialog.replaceChildren(); done(dialog.returnValue === "yes"); }, { once: true }));
}

const menu = (yes, danger = false) => el("menu", {}, el("button", { type: "button", onclick: (event) => event.target.closest("dialog").close("no") }, t("cancel")), el("button", { value: "yes", className: danger ? "primary" : "strong" }, yes));

export function askSure(dialog, title, help, yes) {
  dialog.returnValue = "";
  return ask(dialog, el("h2", { id: "dialog-title" }, title), el("p", {}, help), menu(yes, true));
}

export function showSecret(dialog, { id, secret, login, command }) {
  dialog.returnValue = "";
  return ask(dialog, el("h2", { id: "dialog-title" }, t("dv_secret_of", id)), el("p", {}, t("dv_secret_once")), el("output", { className: "secret" }, secret), el("p", {}, t("dv_secret_where")), login ? byHand(t("dv_put_in"), login, command) : el("p", { className: "admitted" }, icon("check"), t("dv_let_in")), el("menu", {}, el("button", { value: "yes", className: "strong" }, t("dv_noted"))));
}

const byHand = (words, login, command) => el("div", { className: "by-hand" }, el("p", {}, words), login ? el("pre", {}, login) : null, el("p", {}, t("dv_then_run")), el("pre", {}, command));

/** Where the server may not tell the broker: what to do so that a revoked device is shut out. */
export function showByHand(dialog, { id, command }) {
  dialog.returnValue = "";
  return ask(dialog, el("h2", { id: "dialog-title" }, t("dv_still_in", id)), byHand(t("dv_take_out", id), null, command), el("menu", {}, el("button", { value: "yes", className: "strong" }, t("dv_noted_it"))));
}

const NAMES = { display: "led-07", kiosk: "kiosk-3", terminal: "box-07", monitor: "watch" };

/** `add(body)` answers what is wrong, or "" when it is done. */
export function askAdd(dialog, zones, add) {
  const wrong = el("p", { className: "problem", role: "alert" });
  const option = (role) => el("option", { value: role }, t(`dv_one_${role}`));
  const form = el("form", {}, el("h2", { id: "dialog-title" }, t("dv_add")),
    el("label", {}, t("dv_role"), el("select", { name: "role" }, ["display", "kiosk", "terminal", "monitor"].map(option))),
    el("label", {}, t("dv_id"), el("input", { name: "id", required: true, maxLength: 64, pattern: "[A-Za-z0-9][A-Za-z0-9_\\-]*", placeholder: "led-07", autocomplete: "off", spellcheck: false })),
    el("div", { className: "pair" }, el("label", {}, t("counter"), el("input", { name: "counter", inputMode: "numeric", maxLength: 3, pattern: "[0-9]*", autocomplete: "off" })),
      el("label", {}, t("dv_zone"), el("select", { name: "zone" }, el("option", { value: "" }, "—"), ...zones.content.cloneNode(true).children))),
    wrong, el("menu", {}, el("button", { type: "button", onclick: () => dialog.close() }, t("cancel")), el("button", { type: "submit", className: "strong" }, t("dv_add"))));
  const kind = form.elements.role, name = form.elements.id;
  kind.addEventListener("change", () => { name.placeholder = NAMES[kind.value]; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form), counter = Number(data.get("counter"));
    wrong.textContent = await add({ id: data.get("id").trim(), role: data.get("role"), counters: counter ? [counter] : [], zone: data.get("zone") || null });
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}
