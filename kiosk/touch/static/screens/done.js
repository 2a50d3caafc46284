/* The number: as large as it goes, where to sit, the paper, and the phone. */
import { el, icon, button, label } from "../dom.js";
import { t, named, people, shared, waiting, counters, zone, clockOf } from "../say.js";
import { view, corrected, printed } from "../view.js";
import { speaking } from "../aloud.js";
import { moreTime, secondsLeft } from "../rest.js";
import { corner, notice } from "./parts.js";
import { floorPlan } from "./floor.js";

export const onPaper = (ticket) => printed(ticket) && view.hall?.printer !== "screen";

export function done(actions) {
  const ticket = view.ticket, plan = bare(ticket) ? null : floorPlan(ticket);
  return [ticket.alone ? null : corner(),
    el("div", { className: "yours" },
      el("p", { className: "say" }, t(ticket.alone ? "your_spare" : "your_number")),
      el("p", { className: "number" }, String(ticket.number)),
      el("p", { className: "what" }, whose(ticket), ticket.priority ? el("b", { className: "mark" }, t("priority_mark")) : null)),
    el("section", { className: plan ? "go" : "go noplan" },
      el("h1", {}, t("sit", zone(ticket.zone, ticket.zone_name))),
      el("ul", { className: "facts" }, facts(ticket).map(([name, words]) => el("li", {}, icon(name), el("span", {}, words)))), plan),
    el("section", { className: `phone ${bare(ticket) ? "only" : ""}` }, el("img", { className: "qr", src: ticket.qr, alt: t("scan_title") }),
      el("div", {}, el("h2", {}, t("scan_title")), el("p", {}, ticket.alone ? t("scan_later") : t(onPaper(ticket) ? "scan_hint" : "scan_hint_screen")))),
    el("div", { className: "ends" }, view.hall?.voice && speaking() ? hearAgain(actions) : null,
      button("more", "quiet", moreTime, el("span", { className: "ring", id: "left" }, String(secondsLeft())), label(t("more_time"))),
      button("done", "primary", actions.home, label(t("done")))),
    paper(ticket)];
}

/* What somebody came for, also when many dossiers have a queue of their own. */
const whose = (ticket) => (view.group?.bulk === ticket.group ? named(view.group.name) : named(ticket.group_name) || ticket.group);

/* A number that was given alone knows neither who waits before it nor when it is called. */
const facts = (ticket) => [...(ticket.appointment_at ? [["calendar-check", t("appointment", clockOf(ticket.appointment_at))]] : []), ...known(ticket)];
const known = (ticket) => (ticket.alone
  ? [["map-pin", counters(ticket.counters)], ["clock", t("alone_unknown")]]
  : [["map-pin", counters(ticket.counters)], ["users", ticket.ahead ? t("ahead_of", people(ticket.ahead)) : t(shared(ticket.told) ? "nobody_of_group" : "nobody_ahead")], ["clock", when(ticket.told)]]
).filter(([, words]) => words);

/* Nothing but the phone, or one's memory, keeps this number. */
const bare = (ticket) => view.hall?.printer !== "screen" && !printed(ticket);

const when = (told) => (told && (told.across || told.high_min > 5) ? t("around", told.clock) : waiting(told));

function hearAgain(actions) {
  const made = button("again", "quiet once", actions.again, icon("volume-2"));
  made.setAttribute("aria-label", t("hear_again"));
  return made;
}

function paper(ticket) {
  if (view.hall?.printer === "screen") return el("aside", { className: "slot" }, el("p", {}, t("keep_on_phone")), icon("smartphone"));
  if (bare(ticket) && view.paperless) return notice("smartphone", "info", t("keep_on_phone"));
  if (bare(ticket)) return notice("printer", "warn", t("not_printed"));
  return el("aside", { className: "slot" }, el("p", { role: "status" }, t(corrected(ticket) ? "printed_now" : "take_paper")),
    el("span", { className: "slip" }, el("small", {}, t("slip_title")), el("b", {}, String(ticket.number))), icon("arrow-down"));
}
