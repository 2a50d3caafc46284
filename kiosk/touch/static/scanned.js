/* What the reader read: a card proposes priority, a receipt and a booking open their doors. */
import { view, offered } from "./view.js";

const FAST_MS = 100, LEAST = 8;
/* What a card begins with; no finger types six digits at that speed. */
const CARD = /\d{6}|\|/;
let known = null, typed = "", typedAt = 0, before = null, swallows = false;

/* A scan is told until the next one: each is acted on once, and none from before this page began. */
export function heard(scan, actions) {
  const no = scan?.no ?? 0, fresh = known !== null && no > known;
  known = no;
  if (fresh && !view.asking && view.step !== "done") act(scan, actions);
}

function act(scan, actions) {
  view.scanned = scan.kind;
  if (scan.kind === "card") {
    Object.assign(view, { scan: scan.no, old: scan.is_old });
    actions.show({ priority: view.priority || scan.is_old });
  } else if (scan.kind === "booking") {
    actions.booking();
    actions.code(scan.code);
    actions.checkIn();
  } else if (scan.kind === "receipt") {
    const group = offered("collect").find((one) => one.open);
    if (group) actions.group(group);
  }
}

/* Nobody stands here any more. */
export function forget() {
  if (view.scan !== null) fetch("/scan/forget", { method: "POST" }).catch(() => null);
  Object.assign(view, { scan: null, old: false, scanned: null });
}

/* In the middle of a card: what arrives without a key of its own is of the card, too. */
export const swallowing = () => swallows && performance.now() - typedAt < FAST_MS;

/* A scanner that types is faster than any finger; true when the key belongs to it. What is on a card
   never stays on the screen: fields get back what they had before, also where no scanner is expected. */
export function fromScanner(event, actions) {
  const now = performance.now(), fast = now - typedAt < FAST_MS, ends = event.key === "Enter";
  typedAt = now;
  if (!fast) [typed, before, swallows] = ["", actions.typedSoFar(), false];
  if (event.key.length === 1) typed += event.key;
  if (CARD.test(typed) && !swallows) {
    swallows = true;
    actions.untype(before);
  }
  const text = typed, isWhole = ends && text.length >= LEAST && view.hall?.scanner === "keyboard";
  if (ends) typed = "";
  if (isWhole) fetch("/scan", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text }) }).catch(() => null);
  if (isWhole || (swallows && (ends || event.key.length === 1))) event.preventDefault();
  return isWhole || swallows;
}
