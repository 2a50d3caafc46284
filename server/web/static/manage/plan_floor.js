/* The hall from above: zones and kiosks are drawn, dragged, or given in metres. */
import { el, svg } from "../lib/dom.js";

const STEP_M = 0.5, ZONE = [1, 1, 4, 3], KIOSK = [1, 1];
const read = (field, none) => { try { return JSON.parse(field.value) ?? none; } catch { return none; } };
const rounded = (value) => Math.round(value / STEP_M) * STEP_M;

export function drawFloor(place, t) {
  const field = (name) => document.getElementById(`f-${name}`);
  const names = JSON.parse(place.dataset.zones), size = field("size_m");
  const zones = read(field("zones"), {}), kiosks = read(field("kiosks"), {});
  const drawing = el("div", { className: "floor" }), tables = el("div", { className: "floorrows" });
  const hall = () => { const [w, d] = size.value.split(",").map(Number); return w > 0 && d > 0 ? [w, d] : [30, 10]; };

  /** What the check will refuse is seen at once: out of the hall, or over another zone. */
  function wrong(id) {
    const [x, y, wide, deep] = zones[id], [width, depth] = hall();
    const over = ([left, top, w, d]) => x < left + w && left < x + wide && y < top + d && top < y + deep;
    return x + wide > width || y + deep > depth || Object.keys(zones).some((other) => other !== id && over(zones[other]));
  }

  function keep() {
    field("zones").value = JSON.stringify(zones);
    field("kiosks").value = JSON.stringify(kiosks);
    draw();
  }

  /** A shape follows the finger in steps; what is inside stays inside the hall. */
  function drag(spot, wide, deep) {
    return (event) => {
      const picture = event.currentTarget.ownerSVGElement, [x, y] = spot;
      const at = (e) => new DOMPoint(e.clientX, e.clientY).matrixTransform(picture.getScreenCTM().inverse());
      const began = at(event), [width, depth] = hall();
      const move = (e) => {
        const now = at(e);
        spot[0] = Math.min(Math.max(rounded(x + now.x - began.x), 0), Math.max(width - wide, 0));
        spot[1] = Math.min(Math.max(rounded(y + now.y - began.y), 0), Math.max(depth - deep, 0));
        keep();
      };
      event.preventDefault();
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", () => { window.removeEventListener("pointermove", move); list(); }, { once: true });
    };
  }

  function draw() {
    const [width, depth] = hall();
    const picture = svg("svg", { viewBox: `-0.1 -0.1 ${width + 0.2} ${depth + 0.2}`, role: "img", "aria-label": t("pl_floor") },
      svg("rect", { class: "hall", width, height: depth }),
      Object.entries(zones).map(([id, area]) => shape("g", drag(area, area[2], area[3]), svg("rect", { class: wrong(id) ? "bad" : "", x: area[0], y: area[1], width: area[2], height: area[3], rx: 0.15 }), text(area[0] + area[2] / 2, area[1] + area[3] / 2, `${t("zone_short")} ${id}`))),
      Object.entries(kiosks).map(([id, spot]) => shape("g", drag(spot, 0, 0), svg("circle", { cx: spot[0], cy: spot[1], r: 0.45 }), text(spot[0], spot[1] + 1, id))));
    drawing.replaceChildren(picture);
  }
  const text = (x, y, words) => { const made = svg("text", { x, y }); made.textContent = words; return made; };
  function shape(tag, down, ...children) {
    const made = svg(tag, { class: "movable" }, ...children);
    made.addEventListener("pointerdown", down);
    return made;
  }

  const metres = (spot, i, words) => el("input", { type: "number", step: "any", min: i > 1 ? STEP_M : 0, value: spot[i], ariaLabel: words, oninput: (event) => { spot[i] = Number(event.target.value) || 0; keep(); } });
  const drop = (of, id) => el("button", { type: "button", className: "plain", ariaLabel: `${t("pl_remove")} ${id}`, onclick: () => { delete of[id]; keep(); list(); } }, "×");
  const row = (of, id, words, sides) => el("tr", {}, el("th", { scope: "row" }, words), sides.map((side, i) => el("td", {}, metres(of[id], i, `${words}: ${t(side)}`))), el("td", {}, drop(of, id)));
  const table = (of, title, told, sides) => el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t(title)), sides.map((side) => el("th", { scope: "col" }, t(side))), el("td", {}))), el("tbody", {}, Object.keys(of).map((id) => row(of, id, told(id), sides))));

  function list() {
    const left = names.filter(({ code }) => !(code in zones));
    const add = (of, id, start) => { if (!id || id in of) return; of[id] = [...start]; keep(); list(); };
    const named = el("input", { autocomplete: "off", maxLength: 40, placeholder: "kiosk-3", ariaLabel: t("pl_floor_kiosk") });
    tables.replaceChildren(
      table(zones, "zone", (id) => `${t("zone_short")} ${id}`, ["pl_left", "pl_top", "pl_wide", "pl_deep"]),
      el("p", { className: "line" }, left.map(({ code, name }) => el("button", { type: "button", onclick: () => add(zones, code, ZONE), title: name }, `+ ${t("zone_short")} ${code}`))),
      table(kiosks, "pl_floor_kiosk", (id) => id, ["pl_left", "pl_top"]),
      el("p", { className: "line" }, named, el("button", { type: "button", onclick: () => add(kiosks, named.value.trim(), KIOSK) }, `+ ${t("pl_add")}`)));
  }

  for (const name of ["zones", "kiosks"]) field(name).closest("label").hidden = true;
  size.addEventListener("input", draw);
  field("kiosks").closest("label").after(tables);
  place.replaceChildren(drawing, el("p", { className: "muted" }, t("pl_floor_help")));
  draw();
  list();
}
