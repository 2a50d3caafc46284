/* A number for a citizen: printed at a kiosk, or shown as a code for their phone. */
import { post } from "../lib/api.js";
import { el } from "../lib/dom.js";
import { hhmm, pick, t } from "../lib/i18n.js";
import { inWords } from "../lib/wait.js";
import { ask } from "../console/dialogs.js";
import { span } from "./span.js";

const MOST_DOSSIERS = 999;

export function makeGiving(parts, finder, after) {
  const { at, say, send, reprint, printer } = parts;
  const form = at("give");
  let last = null, busy = false;

  /** The code, large: the citizen points a phone at it and needs no paper. */
  function showCode(ticket, problem = "") {
    const facts = [t("g_place", ticket.zone, span(ticket.counters)), t("g_before_you", ticket.ahead), inWords(t, ticket.wait)];
    const body = el("div", { className: "given" },
      el("img", { src: `/t/${ticket.key}/qr.svg`, alt: t("g_code_alt", ticket.number), width: 260, height: 260 }),
      el("div", {}, el("p", { className: "number" }, String(ticket.number)), el("p", {}, el("b", {}, pick(ticket.group_name))), facts.map((one) => el("p", {}, one)), el("p", { className: "hint" }, t("g_code_help"))));
    ask(t("g_code_title"), [problem ? el("p", { className: "problem", role: "alert" }, problem) : "", body]).closest("dialog").classList.add("wide");
  }

  function said(ticket) {
    return `${t("g_given", ticket.number)} · ${ticket.group} · ${hhmm(ticket.issued_at)} · ${t("counter")} ${span(ticket.counters)}`;
  }

  /** One press is one number: nothing is sent while another is on its way. */
  async function give(body, paper) {
    if (busy) return;
    busy = true;
    form.classList.add("busy");
    try {
      const told = await send("/tickets", { ...body, channel: "guide" }, said);
      if (!told.ok) return;
      last = told.body;
      at("again").hidden = false;
      await hand(paper);
    } finally {
      busy = false;
      form.classList.remove("busy");
    }
    form.reset();
    await finder.clear();
    if (!at("dialog").open) at("find").focus();
    after();
  }

  async function hand(paper) {
    const kiosk = paper ? printer() : null;
    if (!kiosk) return showCode(last, paper ? t("g_no_kiosk") : "");
    const told = await post(`/kiosks/${kiosk}/reprint`, { number: last.number }, { secure: true, retry: true });
    if (!told.ok) showCode(last, told.body?.reason ? pick(told.body.reason) : t("no_server"));
    else say(`${said(last)} · ${t("g_at", kiosk)}`);
  }

  async function fromForm(paper) {
    await finder.settle();
    const row = finder.current();
    if (!row || !row.about.open) return say(row ? `${row.group}: ${pick(row.about.reason) || t("g_closed")}` : t("g_choose"), true);
    const { elements } = form;
    const dossiers = Number(elements.dossiers.value);
    if (!(dossiers >= 1 && dossiers <= MOST_DOSSIERS)) { elements.dossiers.focus(); return say(t("g_dossiers_wrong"), true); }
    return give({ group: row.group, priority: elements.class.value === "priority", dossiers, lang: elements.lang.value }, paper);
  }

  const again = () => {
    const kiosk = printer();
    if (!last) return;
    if (kiosk) reprint(last.number, kiosk);
    else say(t("g_no_kiosk"), true);
  };
  const classed = (priority) => { form.elements.class.value = priority ? "priority" : "normal"; };
  const count = (by) => { form.elements.dossiers.value = Math.min(Math.max((Number(form.elements.dossiers.value) || 1) + by, 1), MOST_DOSSIERS); };
  form.addEventListener("submit", (event) => { event.preventDefault(); fromForm(true); });
  at("code").addEventListener("click", () => fromForm(false));
  at("again").addEventListener("click", again);
  at("less").addEventListener("click", () => count(-1));
  at("more").addEventListener("click", () => count(1));
  return { again, classed, code: () => fromForm(false), give };
}
