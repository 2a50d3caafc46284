/* The number: as large as it goes, where to sit, the paper, and the phone. */
import { el, icon, button, label } from "../dom.js";
import { t, named, people, between, counters, zone } from "../say.js";
import { view } from "../view.js";
import { moreTime, secondsLeft } from "../rest.js";
import { corner, notice } from "./parts.js";

export function done(actions) {
  const ticket = view.ticket;
  const facts = [counters(ticket.counters), t("ahead_of", people(ticket.ahead)), ticket.wait && ticket.ahead ? t("around", between(ticket.wait)) : ""];
  return [corner("left"), corner("right"),
    el("div", { className: "yours" },
      el("p", { className: "say" }, t("your_number")),
      el("p", { className: "number" }, String(ticket.number)),
      el("p", { className: "what" }, named(ticket.group_name) || ticket.group, ticket.priority ? el("b", { className: "mark" }, t("priority_mark")) : null)),
    el("section", { className: "go" },
      el("h1", {}, t("sit", zone(ticket.zone, ticket.zone_name))),
      el("p", { className: "facts" }, facts.filter(Boolean).map((fact) => el("span", {}, fact))),
      ticket.wait ? null : el("p", {}, t("unknown_wait"))),
    el("section", { className: "phone" }, el("img", { className: "qr", src: ticket.qr, alt: t("scan_title") }),
      el("div", {}, el("h2", {}, t("scan_title")), el("p", {}, t("scan_hint")))),
    el("div", { className: "ends" },
      button("more", "quiet", moreTime, el("span", { className: "ring", id: "left" }, String(secondsLeft())), label(t("more_time"))),
      button("done", "primary", actions.home, label(t("done")))),
    paper(ticket)];
}

function paper(ticket) {
  if (view.hall?.printer === "screen") return el("aside", { className: "slot" }, el("p", {}, t("keep_on_phone")), icon("smartphone"));
  if (!ticket.on_paper) return notice("printer", "warn", t("not_printed"));
  return el("aside", { className: "slot" }, el("p", {}, t("take_paper")),
    el("span", { className: "slip" }, el("small", {}, t("slip_title")), el("b", {}, String(ticket.number))), icon("arrow-down"));
}
