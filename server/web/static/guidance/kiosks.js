/* Every machine: does it live, and can it print? */
import { el, icon } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

/** What is wrong with it, or null. */
export const wrong = (k) => (!k.online ? "offline" : k.trouble ?? (k.paper === "out" ? "out" : k.paper === "low" ? "low" : null));

const LOOKS = { ready: ["ok", "check"], offline: ["info", "off"] };

function card(k) {
  const what = wrong(k) ?? "ready";
  const [kind, sign] = LOOKS[what] ?? ["warn", "warn"];
  return el("article", { className: "card" },
    el("header", {}, el("span", {}, `${t("kiosk")} ${k.id.replace(/^kiosk-/, "")}`), el("span", { className: `chip ${kind}` }, icon(sign), t(`g_k_${what}`))),
    el("p", {}, t(`g_k_${what}_help`)));
}

export const kiosks = (list) => list.map(card);

export function options(select, list) {
  const made = [["", t("g_no_paper")], ...list.filter((k) => k.online).map((k) => [k.id, k.id])];
  if (select.dataset.made === JSON.stringify(made)) return;
  const kept = select.value;
  select.dataset.made = JSON.stringify(made);
  select.replaceChildren(...made.map(([value, text]) => el("option", { value }, text)));
  select.value = kept && made.some(([value]) => value === kept) ? kept : made.at(-1)[0];
}
