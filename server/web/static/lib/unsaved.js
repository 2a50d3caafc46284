/* What was typed is not dropped by leaving: the page asks before a link takes somebody off a form. */
import { load } from "./i18n.js";
import { sure } from "./sure.js";

const stand = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));

/** Watch a form. */
export function keepUnsaved(form) {
  const saved = form.querySelector('.bad, [aria-invalid="true"]') ? "" : stand(form);
  let leaves = false;
  const changed = () => !leaves && stand(form) !== saved;
  document.addEventListener("submit", (event) => { leaves ||= event.target.method !== "dialog"; });
  // Back, reload and closing can only be asked about by the browser, in its own words.
  window.addEventListener("beforeunload", (event) => { if (changed()) event.preventDefault(); });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || link.target || link.hasAttribute("download") || !changed()) return;
    event.preventDefault();
    const { t } = await load();
    if (!await sure(t("unsaved"), t("unsaved_drop"))) return;
    leaves = true;
    location.assign(link.href);
  });
}
