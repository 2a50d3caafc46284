/* Every machine: does it live, and can it print? */
import { el, icon } from "../lib/dom.js";
import { hhmm, many, t } from "../lib/i18n.js";

/** What is wrong with it, or null. */
export const wrong = (k) => (!k.online ? "offline" : k.trouble ?? (k.paper === "out" ? "out" : k.paper === "low" ? "low" : null));
/** A machine as people call it. */
export const named = (id) => `${t("kiosk")} ${id.replace(/^kiosk-/, "")}`;

const LOOKS = { ready: ["ok", "check"], offline: ["info", "off"] };

function about(k, what) {
  if (what === "offline") return k.heard_at ? t("g_k_since", hhmm(k.heard_at)) : t("g_k_never");
  return `${t(`g_paper_${k.paper}`)}${k.queue ? ` · ${many("g_k_queue", k.queue)}` : ""}`;
}

function card(k) {
  const what = wrong(k) ?? "ready";
  const [kind, sign] = LOOKS[what] ?? ["warn", "warn"];
  return el("article", { className: `card ${kind}`, "data-key": k.id },
    el("header", {}, el("h2", {}, named(k.id)), el("span", { className: `chip ${kind}` }, icon(sign), t(`g_k_${what}`))),
    el("p", {}, about(k, what)));
}

export const kiosks = (list) => list.map(card);

export function options(select, list) {
  const made = [...list.filter((k) => k.online).map((k) => [k.id, named(k.id)]), ["", t("g_no_paper")]];
  if (select.dataset.made === JSON.stringify(made)) return;
  const kept = select.value;
  select.dataset.made = JSON.stringify(made);
  select.replaceChildren(...made.map(([value, text]) => el("option", { value }, text)));
  select.value = kept && made.some(([value]) => value === kept) ? kept : made[0][0];
}
