/* A ticket by its number or its code, and who missed a call: taken back, printed again, called off. */
import { get } from "../lib/api.js";
import { el } from "../lib/dom.js";
import { morph } from "../lib/morph.js";
import { hhmm, many, pick, t } from "../lib/i18n.js";
import { REASONS } from "../lib/reasons.js";
import { askReason } from "../console/dialogs.js";

/** What was typed or scanned: a number, or the address in a slip's code. */
const named = (typed) => (/\/t\/([\w-]+)/.exec(typed)?.[1] ?? typed.trim().replaceAll("/", " "));
const minutesOf = (seconds) => Math.max(Math.ceil(seconds / 60), 1);

export function makeTickets({ at, say, send, reprint, printer }, giving) {
  let one = null, missed = [], which = "";

  const button = (verb, words, ticket, kind = "") => el("button", { type: "button", className: kind, "data-verb": verb, "data-number": ticket.number }, words);

  function state(ticket) {
    const called = ticket.called_at ? ` · ${t("g_called_at", hhmm(ticket.called_at), ticket.counter ?? "?")}` : "";
    const ahead = ticket.ahead === null ? "" : ` · ${many("g_ahead", ticket.ahead)}`;
    return `${t(`s_${ticket.state}`)}${ahead}${ticket.state === "waiting" ? "" : called} · ${t("g_mark", hhmm(ticket.mark_at))}`;
  }

  function verbs(ticket) {
    const can = (verb) => ticket.can.includes(verb);
    const priority = ticket.priority ? [ticket.priority_checked ? null : button("confirm", t("g_confirm"), ticket), button("ordinary", t("g_take_away"), ticket)] : [button("favour", t("g_give_priority"), ticket)];
    return [can("readmit") && button("readmit", t("g_readmit", hhmm(ticket.mark_at)), ticket, "strong"), can("renew") && button("renew", t("g_renew"), ticket, "strong"),
      can("reprint") && button("reprint", t("g_reprint"), ticket), ...(can("priority") ? priority : []), can("cancel") && button("cancel", `${t("g_cancel")}…`, ticket)];
  }

  function drawOne() {
    if (!one) return morph(at("one"));
    const mark = one.priority ? el("span", { className: "priority" }, t(one.priority_checked ? "g_priority_seen" : "g_priority")) : null;
    return morph(at("one"), el("article", { className: "found-one" }, el("b", { className: "number" }, String(one.number)),
      el("div", {}, el("strong", {}, `${one.group} · ${pick(one.group_name)}`), mark, el("small", {}, state(one))),
      el("button", { type: "button", className: "close", ariaLabel: t("close_this"), "data-verb": "close" }, "×"), el("div", { className: "verbs" }, verbs(one))));
  }

  function row(ticket) {
    const over = ticket.readmit_left_s === 0;
    const left = over ? el("span", { className: "over" }, t("g_over")) : t("g_minutes", minutesOf(ticket.readmit_left_s));
    const act = over ? button("renew", t("g_renew"), ticket) : button("readmit", t("g_readmit", hhmm(ticket.mark_at)), ticket);
    return el("tr", { "data-key": `m${ticket.number}` }, el("th", { scope: "row" }, String(ticket.number)), el("td", { title: pick(ticket.group_name) }, el("span", { className: "name" }, pick(ticket.group_name))),
      el("td", {}, t("g_called_at", hhmm(ticket.called_at), ticket.counter ?? "?")), el("td", {}, left), el("td", {}, act));
  }

  function drawMissed() {
    if (!missed.length) return morph(at("missed"), el("p", { className: "hint" }, t("g_nobody_missed")));
    const head = ["g_number", "g_group", "called_at", "g_left", "g_what"].map((key) => el("th", { scope: "col" }, key === "g_what" ? el("span", { className: "unseen" }, t(key)) : t(key)));
    return morph(at("missed"), el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, missed.map(row))));
  }

  async function refresh() {
    const about = which;
    const [list, again] = await Promise.all([get("/desk/missed"), about ? get(`/desk/tickets/${encodeURIComponent(about)}`) : null]);
    if (list.ok) missed = list.body;
    if (again?.ok && about === which) one = again.body; // else another one is looked at by now
    drawOne();
    drawMissed();
  }

  async function look() {
    const typed = named(at("which").value);
    if (!typed) return;
    const told = await get(`/desk/tickets/${encodeURIComponent(typed)}`);
    at("which").value = "";
    at("unfound").textContent = told.ok ? "" : `${typed.slice(0, 24)}: ${told.body?.reason ? pick(told.body.reason) : t("no_server")}`;
    if (!told.ok) { which = ""; one = null; return drawOne(); }
    one = told.body;
    which = String(one.number);
    return drawOne();
  }

  const known = (number) => (one?.number === number ? one : missed.find((ticket) => ticket.number === number));
  const desk = (number, verb, body, words) => send(`/desk/tickets/${number}/${verb}`, body, () => words).then(refresh);

  const acts = {
    close: () => { one = null; which = ""; drawOne(); at("which").focus(); },
    readmit: (ticket) => desk(ticket.number, "readmit", {}, t("g_readmitted", ticket.number)),
    renew: (ticket) => giving.give({ group: ticket.group, priority: ticket.priority, dossiers: ticket.dossiers, lang: ticket.lang }, true),
    reprint: (ticket) => (printer() ? reprint(ticket.number, printer()) : say(t("g_no_kiosk"), true)),
    confirm: (ticket) => desk(ticket.number, "priority", { priority: true }, t("g_is_priority", ticket.number)),
    favour: (ticket) => desk(ticket.number, "priority", { priority: true }, t("g_is_priority", ticket.number)),
    ordinary: (ticket) => desk(ticket.number, "priority", { priority: false }, t("g_is_normal", ticket.number)),
    cancel: (ticket) => askReason(REASONS.cancel, t("g_cancel_which", ticket.number), t("g_cancel"), (reason) => desk(ticket.number, "cancel", { reason }, t("g_cancelled", ticket.number))),
  };

  at("which").addEventListener("input", () => { at("unfound").textContent = ""; });
  at("look").addEventListener("submit", (event) => { event.preventDefault(); look(); });
  document.querySelector(".tickets").addEventListener("click", (event) => {
    const { verb, number } = event.target.closest("[data-verb]")?.dataset ?? {};
    if (verb) acts[verb](known(Number(number)));
  });
  return { refresh };
}
