/* What both charts share: the day as a line, its breaks, a few rules, and the moment that it is. */
import { el, svg } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

const HALF = 30, LONGEST = 14 * 60, FEWEST = 8 * HALF;
/** On a wall everything is larger. */
export const BIG = document.body.classList.contains("tv") ? 1.5 : 1;
const ROOM = { left: 38 * BIG, right: 14 * BIG, top: 26 * BIG, bottom: 26 * BIG };

export const minute = (hhmm) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3, 5));
export const hhmm = (m) => `${String(Math.floor(m / 60) % 24).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
export const words = (x, y, text, more = {}) => svg("text", { x, y, ...more }, text);
/** A path through points, each [x, y]. */
export const through = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** From opening to closing; in a hall that never closes, from the first number on. */
export function range(d, first) {
  const opens = Math.min(...d.sessions.map((s) => minute(s.opens))), closes = Math.max(...d.sessions.map((s) => minute(s.closes)));
  if (closes - opens <= LONGEST) return [Math.min(opens, first), closes];
  const start = Math.floor(first / HALF) * HALF, now = minute(d.now.slice(11, 16));
  return [start, Math.max(Math.ceil((now + 1) / HALF) * HALF, start + FEWEST)];
}

/** {x, y, svg} for a chart `id` as large as its place is, with values up to `most`; `low` puts the words of breaks at the foot. */
export function axes(d, id, [from, to], most, low = false) {
  const place = document.getElementById(id);
  const width = place?.clientWidth || 640, height = place?.clientHeight || 280;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((s) => s * 3 >= most) ?? 2000;
  const top = step * Math.max(Math.ceil(most / step), 1);
  const x = (m) => ROOM.left + ((m - from) / (to - from)) * (width - ROOM.left - ROOM.right);
  const y = (v) => height - ROOM.bottom - (v / top) * (height - ROOM.top - ROOM.bottom);
  const now = minute(d.now.slice(11, 16));
  const draw = (name, ...parts) => el("div", { className: "chart", id }, svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": name }, breaks(d, from, to, x, y, top, low), rules(top, step, x, y, from, to), hours(from, to, x, height, width), parts));
  return { x, y, now, width, draw };
}

/** Hours between sessions: nothing is drawn through them. */
export const gaps = (d) => d.sessions.slice(1).map((s, i) => [minute(d.sessions[i].closes), minute(s.opens)]).filter(([a, b]) => b > a);

function breaks(d, from, to, x, y, top, low) {
  const at = low ? y(0) - 10 * BIG : y(top) + 16 * BIG;
  return gaps(d).filter(([a, b]) => b > from && a < to).map(([a, b]) => [Math.max(a, from), Math.min(b, to)]).map(([a, b]) => [svg("rect", { class: "gap", x: x(a), y: y(top), width: x(b) - x(a), height: y(0) - y(top) }), words((x(a) + x(b)) / 2, at, t("lunch"), { class: "soft", "text-anchor": "middle" })]);
}

const rules = (top, step, x, y, from, to) => Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map((v) =>
  [svg("line", { class: v ? "rule" : "base", x1: x(from), x2: x(to), y1: y(v), y2: y(v) }), words(x(from) - 8, y(v) + 4 * BIG, v, { class: "soft", "text-anchor": "end" })]);

function hours(from, to, x, height, width) {
  const every = [30, 60, 120].find((m) => ((to - from) / m) * 58 * BIG <= width) ?? 240;
  const first = Math.ceil(from / every) * every;
  return Array.from({ length: Math.floor((to - first) / every) + 1 }, (_, i) => first + i * every).map((m) => words(x(m), height - 8, hhmm(m), { class: "soft", "text-anchor": "middle" }));
}
