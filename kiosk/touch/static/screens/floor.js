/* The hall from above: where to sit, where one stands, and the way. Drawn in pixels of the screen. */
import { t, zone } from "../say.js";
import { view, wide } from "../view.js";

const SVG = "http://www.w3.org/2000/svg";
const ROOM = { tall: [912, 262], wide: [700, 250] }, EDGE = 4, LETTER = 0.58, NAME = 40, ZONE = 34;

function node(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Nothing when the plan of the centre does not know this kiosk or that zone. */
export function floorPlan(ticket) {
  const told = view.hall?.floor, to = told?.zones.find((one) => one.zone === ticket.zone);
  if (!to || view.large) return null;
  const [most, deep] = wide() ? ROOM.wide : ROOM.tall;
  const scale = Math.min((most - 2 * EDGE) / told.size[0], (deep - 2 * EDGE) / told.size[1]);
  const at = (metres) => Math.round(metres * scale) + EDGE;
  const [width, height] = told.size.map((metres) => Math.round(metres * scale) + 2 * EDGE);
  const drawing = node("svg", { class: "plan", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": t("plan", zone(ticket.zone, ticket.zone_name)) });
  drawing.append(node("rect", { class: "walls", x: 2, y: 2, width: width - 4, height: height - 4, rx: 14 }));
  const boxes = told.zones.map((one) => ({ ...one, left: at(one.x_m), top: at(one.y_m), width: Math.round(one.width_m * scale), height: Math.round(one.depth_m * scale) }));
  for (const box of boxes) drawing.append(...area(box, box.zone === ticket.zone, ticket));
  const way = (told.ways[ticket.zone] ?? []).map((point) => point.map(at));
  drawing.append(...path(way), ...here(told.here.map(at), way, boxes, [width, height]));
  return drawing;
}

function area(box, isTheirs, ticket) {
  const words = zone(ticket.zone, ticket.zone_name), fits = words.length * NAME * LETTER < box.width;
  return [node("rect", { class: isTheirs ? "theirs" : "zone", x: box.left, y: box.top, width: box.width, height: box.height, rx: 12 }),
    node("text", { class: isTheirs ? "theirs" : "zone", x: box.left + box.width / 2, y: box.top + box.height / 2 }, isTheirs && fits ? words : box.zone)];
}

function path(way) {
  if (way.length < 2) return [];
  const [[bx, by], [ex, ey]] = way.slice(-2), long = Math.hypot(ex - bx, ey - by) || 1, [ux, uy] = [(ex - bx) / long, (ey - by) / long];
  const tail = [ex - ux * 28, ey - uy * 28];
  return [node("polyline", { class: "way", points: [...way.slice(0, -1), tail].map((point) => point.join()).join(" ") }),
    node("polygon", { class: "tip", points: [[ex, ey], [tail[0] - uy * 24, tail[1] + ux * 24], [tail[0] + uy * 24, tail[1] - ux * 24]].map((point) => point.join()).join(" ") })];
}

/* The words stand where nothing else is: beside the ring, or below or above it. */
function here([x, y], way, boxes, [width, height]) {
  const words = t("here"), long = words.length * ZONE * LETTER, half = ZONE * 0.6, away = 44;
  const places = [["start", x + away, y], ["end", x - away, y], ["middle", x, y + away + 6], ["middle", x, y - away - 6], ["start", x + away / 2, y - away], ["end", x - away / 2, y - away]];
  const free = places.find(([anchor, px, py]) => {
    const left = anchor === "start" ? px : anchor === "end" ? px - long : px - long / 2;
    const inside = left > 8 && left + long < width - 8 && py - half > 8 && py + half < height - 8;
    const over = (l, top, r, bottom) => l < left + long && r > left && top < py + half && bottom > py - half;
    const legs = way.slice(1).map((end, i) => [Math.min(end[0], way[i][0]) - 8, Math.min(end[1], way[i][1]) - 8, Math.max(end[0], way[i][0]) + 8, Math.max(end[1], way[i][1]) + 8]);
    return inside && !boxes.some((box) => over(box.left, box.top, box.left + box.width, box.top + box.height)) && !legs.some((leg) => over(...leg));
  });
  const ring = [node("circle", { class: "here", cx: x, cy: y, r: 17 })];
  return free ? [...ring, node("text", { class: "here", x: free[1], y: free[2], "text-anchor": free[0] }, words)] : ring;
}
