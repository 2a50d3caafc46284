import { get, post } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { hhmm, load, minutes, pick } from "./lib/i18n.js";
import { clockText, follow, showLink } from "./lib/live.js";

const NEAR = 2;
const key = document.body.dataset.key;
const main = document.getElementById("ticket");
const { t } = await load();
let ticket = null, asking = false, score = 0, called = "", heardAt = "";

const fact = (label, value, more) => el("div", {}, el("dt", {}, label), el("dd", {}, value, more ? el("small", {}, more) : null));
const place = () => `${t("zone")} ${ticket.zone} · ${pick(ticket, "zone")}`;
const counters = () => `${t("counter")} ${ticket.counters.join(", ")}`;

function head(text) {
  return [el("p", { className: "label" }, t("your_number"), ticket.priority ? el("span", { className: "priority" }, t("priority_short")) : null), el("h1", {}, String(ticket.number)), el("p", { className: "group" }, pick(ticket, "group")), text ? el("p", { className: "banner" }, text) : null];
}

const views = {
  waiting() {
    const range = minutes(ticket.wait);
    const wait = range ? `${t("about", range)}` : t("unknown_wait");
    const near = ticket.ahead <= NEAR;
    return el("section", { className: near ? "near" : "" }, head(near ? t("near") : ""),
      el("dl", {}, fact(t("ahead"), t("people", ticket.ahead)), fact(t("wait"), wait, range ? `${hhmm(ticket.wait.at_low)}–${hhmm(ticket.wait.at_high)}` : ""), fact(t("sit"), place(), counters())), leave());
  },
  called() {
    return el("section", { className: "called", "aria-live": "assertive" }, el("p", { className: "label" }, t("your_turn")), el("h1", {}, String(ticket.number)), el("p", { className: "go" }, icon("arrow"), t("go_to")), el("p", { className: "counter" }, `${t("counter")} ${ticket.counter}`), el("p", {}, place()));
  },
  serving: () => el("section", { className: "called" }, el("p", { className: "label" }, t("serving_you")), el("h1", {}, String(ticket.number)), el("p", { className: "counter" }, `${t("counter")} ${ticket.counter}`)),
  served: () => (ticket.can_rate ? rating() : el("section", {}, head(t(ticket.rated ? "thanks" : "served_done")))),
  no_show: () => el("section", { className: "missed" }, head(t("missed")), el("p", {}, t("missed_help"))),
  parked: () => el("section", {}, head(t("parked")), el("p", {}, t("parked_help"))),
  left: () => el("section", {}, head(t("left"))),
  expired: () => el("section", {}, head(t("expired"))),
};

function leave() {
  if (!asking) return el("button", { type: "button", className: "wide", onclick: () => { asking = true; draw(); } }, t("leave"));
  return el("div", { className: "sure", role: "alertdialog", ariaLabel: t("leave_sure") }, el("p", {}, t("leave_sure")),
    el("button", { type: "button", className: "wide", onclick: () => { asking = false; draw(); } }, t("stay")),
    el("button", { type: "button", className: "wide danger", onclick: async () => { asking = false; await post(`/tickets/${key}/leave`, {}, { retry: true }); load_(); } }, t("leave_yes")));
}

function rating() {
  const words = t("scores").split("|");
  const reasons = t("reasons").split("|");
  const chosen = [...main.querySelectorAll("[name=reason]:checked")].map((box) => box.value);
  return el("section", { className: "rating" }, el("h2", {}, t("rate_ask")),
    el("div", { className: "stars", role: "radiogroup", ariaLabel: t("rate_ask") }, words.map((word, i) =>
      el("button", { type: "button", role: "radio", "aria-checked": String(score === i + 1), onclick: () => { score = i + 1; draw(); } }, icon("star"), word))),
    score ? el("fieldset", {}, el("legend", {}, t("rate_why")), reasons.map((word) => el("label", {}, el("input", { type: "checkbox", name: "reason", value: word, checked: chosen.includes(word) }), word))) : null,
    score ? el("label", { className: "say" }, t("rate_say"), el("textarea", { maxLength: 500, rows: 3, id: "comment", value: document.getElementById("comment")?.value ?? "" })) : null,
    el("button", { type: "button", className: "primary wide", disabled: !score, onclick: send }, t("rate_send")));
}

async function send() {
  const reasons = [...main.querySelectorAll("[name=reason]:checked")].map((box) => box.value);
  await post(`/tickets/${key}/rating`, { score, reasons, comment: document.getElementById("comment")?.value ?? "" }, { retry: true });
  load_();
}

function draw() {
  if (!ticket) return;
  main.replaceChildren((views[ticket.state] ?? views.waiting)());
  const call = `${ticket.state}${ticket.calls}`;
  if (ticket.state === "called" && call !== called) navigator.vibrate?.([300, 150, 300]);
  called = call;
}

function take(told) {
  ticket = told;
  heardAt = clockText(true);
  draw();
}

async function load_() {
  const answer = await get(`/tickets/${key}`);
  if (answer.ok) take(answer.body);
  else if (answer.status === 404) main.replaceChildren(el("section", {}, el("h2", {}, t("no_ticket")), el("p", {}, t("no_ticket_help"))));
}

await load_();
if (ticket) {
  follow([`ticket:${key}`], { ticket: take }, (up) => {
    const node = document.getElementById("link");
    showLink(node, up);
    if (!up) node.append(el("span", {}, t("as_of", heardAt)));
    main.classList.toggle("stale", !up);
  });
}
