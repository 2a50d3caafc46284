/* The register: one row a device, its state in a sign and a word, and what there is to know at once. */
import { el, icon } from "../lib/dom.js";
import { hhmm, many, pick, t } from "../lib/i18n.js";
import { now } from "../lib/live.js";

const SIGNS = { ok: "check", warn: "warn", bad: "over", offline: "off", never: "empty", revoked: "away", silent: "info" };
const SENTENCES = { lunch: "dv_said_lunch", opening: "dv_said_opening", closing: "dv_said_closing", identify: "dv_said_identify" };
const TONES = { ok: "ok", warn: "warn", bad: "over", offline: "over", never: "", revoked: "", silent: "info" };

export const chip = (state) => el("span", { className: `chip ${TONES[state]}` }, icon(SIGNS[state]), t(`dv_s_${state}`));

/** Counters of a device, or its zone. */
export function place(one) {
  if (one.counters.length) return `${t("counter")} ${one.counters.join(", ")}`;
  return one.zone ? `${t("zone")} ${one.zone}` : "—";
}

/** "09:42", or the day too when it was another one. */
export function seen(iso) {
  if (!iso) return "—";
  const today = now().toLocaleDateString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
  return iso.startsWith(today) ? hhmm(iso) : `${iso.slice(8, 10)}/${iso.slice(5, 7)} ${hhmm(iso)}`;
}

/** What a light should show, and whether it does; of a board the numbers that it says it shows. */
export function onPanel({ panel: p, id, shows }) {
  if (!p) return shows?.length ? shows.join(" · ") : null;
  if (p.state !== "called") return t(`dv_p_${p.state}`, p.number ?? "");
  return t(p.has ? "dv_has" : "dv_has_not", id, p.number);
}

/** What a loudspeaker read last; null for what has no voice. */
export function said({ health: h }) {
  if (h.said === null) return null;
  return h.said === "" ? t("dv_said_none") : SENTENCES[h.said] ? t(SENTENCES[h.said]) : h.said;
}

/* What is to be seen at a glance: the panel, the paper, what is held back. */
function how(one) {
  const { health: h } = one, told = onPanel(one);
  const parts = one.state === "never" || one.state === "revoked" ? [] : [
    told && el("span", { className: one.panel?.has === false ? "bad" : "" }, told),
    h.said && `${t("dv_said")}: ${said(one)}`,
    h.paper && el("span", { className: h.paper === "out" ? "bad" : h.paper === "low" ? "bad mild" : "" }, t(`g_paper_${h.paper}`)),
    h.trouble && h.trouble !== "out" && el("span", { className: "bad" }, t(h.trouble === "silent" ? "dv_silent" : `g_k_${h.trouble}`)),
    h.temp_c !== null && `${Math.round(h.temp_c)} °C`,
    h.queue && h.said === null ? many("g_k_queue", h.queue) : null,
  ].filter(Boolean);
  return parts.length ? parts.flatMap((part, i) => (i ? [" · ", part] : [part])) : "—";
}

/* On a narrow page what is not known takes no line. */
const cell = (kind, told) => el("td", { className: `${kind}${told === "—" ? " none" : ""}`.trim() }, told);

function row(one, chosen) {
  return el("tr", { id: `d-${one.id}`, "data-key": one.id, className: one.id === chosen ? "chosen" : "" },
    el("td", {}, chip(one.state)),
    el("th", { scope: "row" }, el("a", { href: `#d-${one.id}` }, pick(one.name)), pick(one.name) === one.id ? null : el("small", {}, one.id)),
    cell("", place(one)), cell("how", how(one)), cell("at", seen(one.heard_at)), el("td", {}, one.version || "—"));
}

/* What needs a hand comes first, what was never there last. */
const ORDER = ["bad", "offline", "warn", "ok", "silent", "never", "revoked"], KINDS = ["kiosk", "display", "terminal", "monitor"];
const sorted = (devices) => devices.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || KINDS.indexOf(a.role) - KINDS.indexOf(b.role) || a.id.localeCompare(b.id, undefined, { numeric: true }));

export function rows(devices, chosen) {
  return devices.length ? sorted(devices).map((one) => row(one, chosen)) : el("tr", { "data-key": "none" }, el("td", { colSpan: 6, className: "muted" }, t("dv_none")));
}
