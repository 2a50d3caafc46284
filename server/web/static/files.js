/* A field for a file in the page's own language: the browser's words for it are those of the machine.
   Without this script the browser's own field stays. */
import { el } from "./lib/dom.js";
import { load } from "./lib/i18n.js";

const { t } = await load();

for (const field of document.querySelectorAll("input[type=file]:not(.unseen)")) {
  const name = el("span", { className: "filename" });
  const face = el("span", { className: "filepick", "aria-hidden": "true" }, el("span", { className: "button" }, t("file_choose")), name);
  const say = () => { name.textContent = [...field.files].map((one) => one.name).join(", ") || t("file_none"); };
  field.classList.add("filefield");
  field.after(face);
  field.addEventListener("change", say);
  field.form?.addEventListener("reset", () => setTimeout(say));
  say();
}
