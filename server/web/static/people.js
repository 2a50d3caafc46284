/* The office's forms: find in the list, Ctrl S saves, Esc closes the panel, nothing typed is dropped
   unasked. All works without. */
import { plain } from "./lib/i18n.js";
import { keepUnsaved } from "./lib/unsaved.js";

const form = document.querySelector("#person, .paperform");
const find = document.getElementById("find");
document.getElementById("summary")?.focus();
if (form) keepUnsaved(form);

addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit();
  }
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) document.getElementById("shut")?.click();
});

find?.addEventListener("input", () => {
  const wanted = plain(find.value);
  for (const row of document.querySelectorAll("tbody tr")) row.hidden = !plain(row.textContent).includes(wanted);
});
