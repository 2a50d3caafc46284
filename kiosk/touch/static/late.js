/* What comes after its touch: a number, or how its slip ended. Shown to whoever waits for it, or said above. */
import { el, icon } from "./dom.js";
import { t } from "./say.js";
import { view } from "./view.js";
import { atLeast, DONE_S } from "./rest.js";
import { onPaper } from "./screens/done.js";

const SAID_S = 15, STILL_THEIRS_MS = 120_000;
const line = document.getElementById("late");
const known = new Map(), ends = new Map();
let said = null, until = 0;

/* Tickets from before this page was opened are nobody's who stands here. */
export const knowAll = (tickets) => tickets.forEach((ticket) => known.set(ticket.request, null));

/* A ticket has come, by whatever way: once only. True when it is to fill the screen. */
export function arrived(ticket) {
  if (known.has(ticket.request)) return false;
  known.set(ticket.request, ticket);
  if (isAwaited(ticket)) return true;
  above(ticket);
  return false;
}

/* Slips that ended otherwise than was told: each end once. Nobody is sent home before it is read. */
export function amended(corrected, draw) {
  for (const [request, ok] of Object.entries(corrected)) {
    if (ends.get(request) === ok) continue;
    ends.set(request, ok);
    if (view.step === "done" && view.ticket.request === request) {
      atLeast(DONE_S);
      draw();
    } else if (known.get(request)) above(known.get(request));
  }
}

function above(ticket) {
  [said, until] = [ticket, performance.now() + SAID_S * 1000];
  tell();
}

function isAwaited(ticket) {
  if (view.step === "confirm" || view.step === "booking") return view.request === ticket.request;
  return view.step === "start" && view.last === ticket.request && performance.now() - view.lastAt < STILL_THEIRS_MS;
}

export function tell() {
  if (said && performance.now() > until) said = null;
  line.hidden = !said;
  if (said) line.replaceChildren(icon("ticket"), el("span", {}, el("b", {}, t("late", said.number)), " ", t(onPaper(said) ? "late_paper" : "late_screen")));
}
