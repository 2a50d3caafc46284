/* How many came and were served in each half hour, beside what is usual on this weekday. */
import { el, svg } from "../lib/dom.js";
import { number, t } from "../lib/i18n.js";
import { axes, BIG, gaps, minute, range, through, words } from "./axes.js";
import { none, panel, table } from "./panel.js";

const HALF = 30;

export function arrivals(d) {
  const bars = d.halfhours, usual = d.usual?.issued ?? [], usualServed = d.usual?.served ?? [];
  if (!bars.length && !usual.length) return none("arrivals", t("arrivals"), t("nobody_yet"));
  const span = range(d, minute((bars[0] ?? usual[0]).start));
  const most = Math.max(4, ...bars.map((h) => Math.max(h.issued, h.served)), ...usual.map((u) => u.high));
  const { x, y, now, width, draw } = axes(d, "chart-arrivals", span, most, true);
  const slot = x(span[0] + HALF) - x(span[0]);
  const bar = (h, value, at, name) => svg("rect", { class: now < minute(h.start) + HALF ? `${name} open` : name, x: x(minute(h.start)) + slot * at, y: y(value), width: slot * 0.36, height: Math.max(y(0) - y(value), 0) });
  const label = (h, value, at, name) => (value && slot > 44 ? words(x(minute(h.start)) + slot * (at + 0.18), y(value) - 5, value, { class: name, "text-anchor": "middle" }) : null);
  const drawn = bars.map((h) => [bar(h, h.issued, 0.1, "in"), bar(h, h.served, 0.52, "out"), label(h, h.issued, 0.1, "figure"), label(h, h.served, 0.52, "figure green")]);
  const foot = [el("i", { className: "in" }), `${t("issued")} ${number(d.issued)}`, el("i", { className: "out" }), `${t("served")} ${number(d.served)}`, against(d, now)];
  return panel("arrivals", t("arrivals"), foot, draw(t("arrivals"), band(d, usual, x, y, span), drawn, middles(d, usualServed, x, y, span, "usual-out"), middles(d, usual, x, y, span, "usual-in"), nowLine(x(now), y, t("counting"), width), usualWords(d, usual, x, y, now, width)), rows(d, bars, usual, usualServed));
}

const inside = (d, u, span) => minute(u.start) >= span[0] && minute(u.start) < span[1] && !gaps(d).some(([a, b]) => minute(u.start) >= a && minute(u.start) < b);

const band = (d, usual, x, y, span) => usual.filter((u) => inside(d, u, span)).map((u) => svg("rect", { class: "usual", x: x(minute(u.start)), y: y(u.high), width: x(minute(u.start) + HALF) - x(minute(u.start)), height: Math.max(y(u.low) - y(u.high), 1) }));

/** Steps from half hour to half hour, broken where the centre is closed. */
function middles(d, usual, x, y, span, name) {
  const parts = [];
  for (const u of usual.filter((one) => inside(d, one, span))) {
    const at = minute(u.start), last = parts.at(-1);
    if (last && last.end === at) Object.assign(last, { end: at + HALF, points: [...last.points, [x(at), y(u.mid)], [x(at + HALF), y(u.mid)]] });
    else parts.push({ end: at + HALF, points: [[x(at), y(u.mid)], [x(at + HALF), y(u.mid)]] });
  }
  return parts.map((part) => svg("path", { class: name, d: through(part.points) }));
}

function nowLine(x, y, word, width) {
  const left = x > width - 110;
  return [svg("line", { class: "now", x1: x, x2: x, y1: y(0), y2: 14 }), words(x + (left ? -5 : 5), 20, word, { class: "now", "text-anchor": left ? "end" : "start" })];
}

export const weekday = (d) => t("hi_weekdays").split("|")[d.usual?.weekday ?? 0];

function usualWords(d, usual, x, y, now, width) {
  const later = usual.filter((u) => minute(u.start) > now + HALF && u.high > 0);
  const at = later.length ? later.reduce((best, u) => (u.high > best.high ? u : best)) : null;
  if (!at || width < 420) return null;
  const text = t("usual_of", weekday(d), d.usual.days);
  const place = Math.min(x(minute(at.start)), width - 14 - text.length * 6.6 * BIG);
  return place > x(now) ? words(place, y(at.high) - 8, text, { class: "soft usual-words" }) : null;
}

/** So many more or fewer than is usual by now. */
function against(d, now) {
  const usual = d.usual?.issued ?? [];
  if (!usual.length) return el("span", {}, t("usual_few", weekday(d), d.usual?.days ?? 0));
  const due = usual.reduce((sum, u) => sum + u.mid * Math.min(Math.max((now - minute(u.start)) / HALF, 0), 1), 0);
  if (due < 20) return null;
  const more = Math.round((d.issued / due - 1) * 100);
  return el("b", {}, t(more >= 0 ? "usual_more" : "usual_fewer", Math.abs(more)));
}

function rows(d, bars, usual, served) {
  const starts = [...new Set([...bars, ...usual].map((one) => one.start))].sort();
  const of = (list, start) => list.find((one) => one.start === start);
  const span = (u) => (u ? `${number(u.mid)} (${number(u.low)}–${number(u.high)})` : "—");
  const heads = [t("half_hour"), t("issued"), t("served"), ...(usual.length ? [t("usual_issued"), t("usual_served")] : [])];
  return table(heads, starts.map((start) => [start, of(bars, start)?.issued ?? null, of(bars, start)?.served ?? null, ...(usual.length ? [span(of(usual, start)), span(of(served, start))] : [])]));
}
