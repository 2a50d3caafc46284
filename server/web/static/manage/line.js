/* How many wait: what was, and the range of the next two hours if counters stay as they are. */
import { el, svg } from "../lib/dom.js";
import { number, t } from "../lib/i18n.js";
import { axes, BIG, hhmm, minute, range, through, words } from "./axes.js";
import { none, panel, table } from "./panel.js";

const BACK_MIN = 90, STEP_MIN = 10;
/** Pixels from the middle of the words of the peak to their ends. */
const HALF = 115;
/** Words of the end above this many pixels leave the head of the chart to themselves. */
const HIGH = 66;

export function waiting(d) {
  const line = d.line ?? [], ahead = d.ahead;
  if (line.length < 2) return none("line", t("line_day"), t("nobody_yet"));
  if (!ahead) return day(d, line);
  const now = minute(d.now.slice(11, 16)), made = minute(ahead.at);
  const steps = ahead.steps.map((one, i) => ({ ...one, m: made + STEP_MIN * (i + 1) })).filter((one) => one.m > now);
  const past = line.map((one) => ({ m: minute(one.start), v: one.waiting })).filter((one) => one.m >= now - BACK_MIN);
  if (!steps.length || past.length < 1) return day(d, line);
  const last = { m: now, v: d.waiting };
  const span = [Math.max(now - BACK_MIN, past[0].m), steps.at(-1).m];
  const most = Math.max(4, ...past.map((p) => p.v), ...steps.map((s) => s.high));
  const isHigh = endPlace(steps, axes(d, "chart-line", span, most).y) < HIGH * BIG;
  const { x, y, width, draw } = axes(d, "chart-line", span, most, isHigh);
  const peak = steps.reduce((best, one) => (one.mid > best.mid ? one : best));
  const at = (list) => list.map(([m, v]) => [x(m), y(v)]);
  const upper = at([[last.m, last.v], ...steps.map((s) => [s.m, s.high])]), lower = at([[last.m, last.v], ...steps.map((s) => [s.m, s.low])]);
  const drawn = [svg("path", { class: "range", d: `${through([...upper, ...lower.reverse()])}Z` }),
    svg("path", { class: "was", d: through(at([...past.map((p) => [p.m, p.v]), [last.m, last.v]])) }),
    svg("path", { class: "stroke", d: through(at([[last.m, last.v], ...steps.map((s) => [s.m, s.mid])])) }),
    svg("line", { class: "now", x1: x(now), x2: x(now), y1: y(0), y2: 14 }), svg("circle", { class: "dot", cx: x(now), cy: y(last.v), r: 5 }),
    words(x(now) + 10, y(last.v) + 24 * BIG > y(0) - 4 ? 14 + 14 * BIG : y(last.v) + 22 * BIG, t("line_now", number(last.v)), { class: "figure" }), ...peakWords(peak, x, y, width, last), ...(isClose(peak, steps, x, y, width, last) ? [] : [endWords(steps, y, width)])];
  return panel("line", t("line_ahead"), foot(d, ahead), draw(t("line_ahead"), drawn), rows(past, steps));
}

/** The words of the peak: above it, or beside the moment that it is, below its own words. */
function peakWords(peak, x, y, width, last) {
  if (peak.mid <= last.v) return [];
  const { place, above, isBeside } = peakPlace(peak, x, y, width, last);
  const said = t("ahead_peak", hhmm(peak.m), number(peak.mid), number(peak.low), number(peak.high));
  return [words(place, above, said, isBeside ? { class: "blue" } : { class: "blue", "text-anchor": "middle" })];
}

function peakPlace(peak, x, y, width, last) {
  const place = Math.min(Math.max(x(peak.m), 150), width - 120), begins = x(last.m) + 10;
  const isBeside = place - HALF * BIG <= begins, above = Math.max(y(peak.high) - 8, 14);
  return isBeside ? { place: begins, above: Math.max(above, 14 + 38 * BIG), isBeside } : { place, above, isBeside };
}

/** Whether the words of the peak reach where those of the end would stand. */
function isClose(peak, steps, x, y, width, last) {
  if (peak.mid <= last.v) return false;
  const { place, above, isBeside } = peakPlace(peak, x, y, width, last), ends = place + (isBeside ? 2 : 1) * HALF * BIG;
  return ends > width - 16 - HALF * BIG && Math.abs(above - endPlace(steps, y)) < 22 * BIG;
}

/** At the end of the line, on the side that it does not come from. */
function endWords(steps, y, width) {
  return words(width - 16, endPlace(steps, y), t("ahead_same"), { class: "blue", "text-anchor": "end" });
}

function endPlace(steps, y) {
  const end = steps.at(-1), low = y(end.low) + 17 * BIG;
  return Math.max(end.mid < steps[0].mid && low < y(0) - 4 ? low : y(end.high) - 8, 14);
}

/** What the range is made of, and how often it held today. */
function foot(d, ahead) {
  const basis = ahead.basis === "usual" ? t("ahead_usual", ahead.days) : t("ahead_today");
  return [el("span", { className: "basis" }, `${t("ahead_80")} · ${basis}`), ahead.scored >= 5 ? el("b", {}, t("ahead_held", ahead.held, ahead.scored)) : null];
}

const rows = (past, steps) => table([t("al_clock"), t("k_waiting"), t("ahead_range")], [...past.map((p) => [hhmm(p.m), p.v, null]), ...steps.map((s) => [hhmm(s.m), s.mid, `${number(s.low)}–${number(s.high)}`])]);

/** While nothing can be said of what comes: the day so far. */
function day(d, line) {
  const span = range(d, minute(line[0].start));
  const peak = line.reduce((best, one) => (one.waiting > best.waiting ? one : best));
  const { x, y, width, draw } = axes(d, "chart-line", span, Math.max(4, peak.waiting));
  const points = line.map((one) => [x(minute(one.start)), y(one.waiting)]);
  const [lastX, lastY] = points.at(-1);
  const left = lastX > width - 110;
  const drawn = [svg("path", { class: "was", d: through(points) }), svg("circle", { class: "dot", cx: lastX, cy: lastY, r: 5 }),
    words(lastX + (left ? -10 : 10), lastY - 10, t("line_now", number(line.at(-1).waiting)), { class: "figure", "text-anchor": left ? "end" : "start" })];
  const why = d.hall === "open" ? t("ahead_none") : t("line_peak", peak.start, number(peak.waiting));
  return panel("line", t("line_day"), why, draw(t("line_day"), drawn), table([t("al_clock"), t("k_waiting")], line.map((one) => [one.start, one.waiting])));
}
