/* A question before what is not easily taken back, and news that must be read: in the page's own
   language and looks, not in the browser's. */
import { el } from "./dom.js";
import { load } from "./i18n.js";

/** Promises whether `yes` was pressed; Esc and the other button say no, and the keys start there. */
export const sure = (question, yes) => asked(question, yes);

/** Promises the end of it. */
export const tell = (text) => asked(text, null);

async function asked(text, yes) {
  const { t } = await load();
  const dialog = el("dialog", { className: "sure", "aria-labelledby": "sure-text" });
  const no = el("button", { type: "submit", value: "" }, t(yes ? "cancel" : "close_this"));
  const go = yes ? el("button", { type: "submit", value: "yes", className: "primary" }, yes) : null;
  dialog.append(el("form", { method: "dialog" }, el("p", { id: "sure-text" }, text), el("menu", {}, no, go)));
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  dialog.remove();
  return dialog.returnValue === "yes";
}
