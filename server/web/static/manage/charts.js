/* Two charts, one idea each: how many came and were served, and how many waited. Their tables follow. */
import { el, svg } from "../lib/dom.js";
import { number, t } from "../lib/i18n.js";
import { axes, minute, range, words } from "./axes.js";

const HALF = 30;

const panel = (name, title, foot, drawn, table) => el("section", { className: `card ${name}` }, el("h2", {}, title, el("span", {}, foot)), drawn, table);
const table = (heads, rows) => el("details", {}, el("summary", {}, t("as_table")), el("div", { className: "rows" }, el("table", {}, el("thead", {}, el("tr", {}, heads.map((h) => el("th", { scope: "col" }, t(h))))), el("tbody", {}, rows.map(([head, ...rest]) => el("tr", {}, el("th", { scope: "row" }, head), rest.map((v) => el("td", {}, number(v)))))))));
const none = (name, title) => panel(name, title, "", el("p", { className: "muted" }, t("nobody_yet")));

export function arrivals(d) {
  const bars = d.halfhours;
  if (!bars.length) return none("arrivals", t("arrivals"));
  const span = range(d, minute(bars[0].start));
  const { x, y, now, draw } = axes(d, "chart-arrivals", span, Math.max(4, ...bars.map((h) => Math.max(h.issued, h.served))));
  const slot = x(span[0] + HALF) - x(span[0]);
  const bar = (h, value, at, name) => svg("rect", { class: now < minute(h.start) + HALF ? `${name} open` : name, x: x(minute(h.start)) + slot * at, y: y(value), width: slot * 0.36, height: y(0) - y(value) });
  const label = (h, value, at, name) => (value && slot > 44 ? words(x(minute(h.start)) + slot * (at + 0.18), y(value) - 5, value, { class: name, "text-anchor": "middle" }) : null);
  const drawn = bars.map((h) => [bar(h, h.issued, 0.1, "in"), bar(h, h.served, 0.52, "out"), label(h, h.issued, 0.1, "figure"), label(h, h.served, 0.52, "figure green")]);
  const foot = [el("i", { className: "in" }), `${t("issued")} ${number(d.issued)}`, el("i", { className: "out" }), `${t("served")} ${number(d.served)}`];
  return panel("arrivals", t("arrivals"), foot, draw(t("arrivals"), drawn, nowLine(x(now), y, t("counting"))), table(["half_hour", "issued", "served"], bars.map((h) => [h.start, h.issued, h.served])));
}

function nowLine(x, y, word) {
  return [svg("line", { class: "now", x1: x, x2: x, y1: y(0), y2: 14 }), words(x + 5, 20, word, { class: "now" })];
}

export function waiting(d) {
  const line = d.line ?? [];
  if (line.length < 2) return none("line", t("line_day"));
  const span = range(d, minute(line[0].start));
  const peak = line.reduce((best, one) => (one.waiting > best.waiting ? one : best));
  const { x, y, width, draw } = axes(d, "chart-line", span, Math.max(4, peak.waiting));
  const points = line.map((one) => [x(minute(one.start)), y(one.waiting)]);
  const path = points.map(([a, b], i) => `${i ? "L" : "M"}${a.toFixed(1)} ${b.toFixed(1)}`).join("");
  const [lastX, lastY] = points.at(-1);
  const left = lastX > width - 110;
  const drawn = [svg("path", { class: "area", d: `${path}L${lastX.toFixed(1)} ${y(0)}L${points[0][0].toFixed(1)} ${y(0)}Z` }), svg("path", { class: "stroke", d: path }), svg("circle", { class: "dot", cx: lastX, cy: lastY, r: 5 }),
    words(lastX + (left ? -10 : 10), lastY - 10, t("line_now", number(line.at(-1).waiting)), { class: "figure", "text-anchor": left ? "end" : "start" })];
  return panel("line", t("line_day"), t("line_peak", peak.start, number(peak.waiting)), draw(t("line_day"), drawn), table(["half_hour", "k_waiting"], line.map((one) => [one.start, one.waiting])));
}
