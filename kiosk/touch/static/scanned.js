/* What the reader read: a card proposes priority, a receipt and a booking open their doors. */
import { view, offered } from "./view.js";

const FAST_MS = 60, LEAST = 8;
let known = null, typed = "", typedAt = 0;

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

/* A scanner that types is faster than any finger; true when the key belongs to it. */
export function fromScanner(event) {
  if (view.hall?.scanner !== "keyboard") return false;
  const now = performance.now(), fast = now - typedAt < FAST_MS, ends = event.key === "Enter";
  const text = fast ? typed : "";
  typedAt = now;
  typed = event.key.length === 1 ? text + event.key : ends ? "" : text;
  if (!ends || text.length < LEAST) return false;
  fetch("/scan", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text }) }).catch(() => null);
  event.preventDefault();
  return true;
}
