/* The hall from above: zones, kiosks, displays and counters are drawn; whatever is there is dragged,
   moved with the arrow keys, or given in metres. */
import { el, svg } from "../lib/dom.js";

const STEP_M = 0.5, FINE_M = 0.1, ZONE = [1, 1, 4, 3], POINT = [1, 1];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MAY_BE_LEFT_OUT = new Set(["displays", "counters"]);
const read = (field) => { try { return JSON.parse(field.value) ?? {}; } catch { return {}; } };
const whole = (value) => Math.round(value * 100) / 100;

export function drawFloor(place, t) {
  const field = (name) => document.getElementById(`f-${name}`);
  const given = (name) => JSON.parse(place.dataset[name]), size = field("size_m");
  const all = Object.fromEntries(["zones", "kiosks", "displays", "counters"].map((kind) => [kind, read(field(kind))]));
  const { zones, kiosks, displays, counters } = all;
  const drawing = el("div", { className: "floor" }), tables = el("div", { className: "floorrows" });
  const hall = () => { const [w, d] = size.value.split(",").map(Number); return w > 0 && d > 0 ? [w, d] : [30, 10]; };
  const called = { zones: (id) => `${t("zone_short")} ${id}`, kiosks: (id) => id, displays: (id) => id, counters: (id) => `${t("counter")} ${id}` };

  /** What the check will refuse is seen at once: out of the hall, over another zone, a kiosk inside one. */
  function wrong(kind, id) {
    const [x, y, wide = 0, deep = 0] = all[kind][id], [width, depth] = hall();
    const over = ([left, top, w, d]) => x < left + w && left < x + wide && y < top + d && top < y + deep;
    const inside = ([left, top, w, d]) => left < x && x < left + w && top < y && y < top + d;
    const clash = { zones: () => Object.keys(zones).some((other) => other !== id && over(zones[other])), kiosks: () => Object.values(zones).some(inside) }[kind];
    return x + wide > width || y + deep > depth || Boolean(clash?.());
  }

  function keep() {
    for (const [kind, of] of Object.entries(all)) {
      field(kind).value = MAY_BE_LEFT_OUT.has(kind) && !Object.keys(of).length ? "" : JSON.stringify(of);
    }
    draw();
  }

  /** What is inside the hall stays inside. */
  function put(spot, x, y) {
    const [width, depth] = hall(), [, , wide = 0, deep = 0] = spot;
    spot[0] = whole(Math.min(Math.max(x, 0), Math.max(width - wide, 0)));
    spot[1] = whole(Math.min(Math.max(y, 0), Math.max(depth - deep, 0)));
    keep();
  }

  /** A shape follows the finger in steps. */
  function drag(event, spot) {
    const shape = event.currentTarget, metres = shape.ownerSVGElement.getScreenCTM().inverse(), [x, y] = spot;
    const at = (e) => new DOMPoint(e.clientX, e.clientY).matrixTransform(metres);
    const began = at(event), step = (value) => Math.round(value / STEP_M) * STEP_M;
    const move = (e) => { const now = at(e); put(spot, step(x + now.x - began.x), step(y + now.y - began.y)); };
    event.preventDefault();
    shape.focus();
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", () => { window.removeEventListener("pointermove", move); list(); }, { once: true });
  }

  function press(event, spot) {
    const way = ARROWS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const far = event.shiftKey ? FINE_M : STEP_M;
    put(spot, spot[0] + way[0] * far, spot[1] + way[1] * far);
    list();
  }

  const words = (x, y, said) => { const made = svg("text", { x, y }); made.textContent = said; return made; };
  const LOOKS = {
    zones: ([x, y, wide, deep], id) => [svg("rect", { x, y, width: wide, height: deep, rx: 0.15 }), words(x + wide / 2, y + deep / 2, called.zones(id))],
    kiosks: ([x, y], id) => [svg("circle", { cx: x, cy: y, r: 0.45 }), words(x, y + 1, id)],
    displays: ([x, y], id) => [svg("rect", { class: "display", x: x - 0.7, y: y - 0.25, width: 1.4, height: 0.5 }), words(x, y + 0.85, id)],
    counters: ([x, y], id) => [svg("rect", { class: "counter", x: x - 0.5, y: y - 0.45, width: 1, height: 0.9, rx: 0.2 }), words(x, y, id)],
  };

  function shape(kind, id) {
    const spot = all[kind][id], said = t("pl_floor_at", called[kind](id), spot[0], spot[1]);
    const made = svg("g", { class: `movable${wrong(kind, id) ? " bad" : ""}`, tabindex: "0", role: "img", "aria-label": said, "data-key": `${kind}/${id}` }, LOOKS[kind](spot, id));
    made.addEventListener("pointerdown", (event) => drag(event, spot));
    made.addEventListener("keydown", (event) => press(event, spot));
    return made;
  }

  function draw() {
    const [width, depth] = hall(), held = drawing.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const shapes = Object.entries(all).flatMap(([kind, of]) => Object.keys(of).map((id) => shape(kind, id)));
    drawing.replaceChildren(svg("svg", { viewBox: `-0.1 -0.1 ${width + 0.2} ${depth + 0.2}`, role: "group", "aria-label": t("pl_floor") }, svg("rect", { class: "hall", width, height: depth }), shapes));
    shapes.find((one) => one.dataset.key === held)?.focus();
  }

  const metres = (spot, i, said) => el("input", { type: "number", step: "any", min: i > 1 ? STEP_M : 0, value: spot[i], ariaLabel: said, oninput: (event) => { spot[i] = Number(event.target.value) || 0; keep(); } });
  const drop = (of, id) => el("button", { type: "button", className: "plain", ariaLabel: `${t("pl_remove")} ${id}`, onclick: () => { delete of[id]; keep(); list(); } }, "×");
  const row = (of, id, said, sides) => el("tr", {}, el("th", { scope: "row" }, said), sides.map((side, i) => el("td", {}, metres(of[id], i, `${said}: ${t(side)}`))), el("td", {}, drop(of, id)));

  function table(kind, title, ...more) {
    const of = all[kind], sides = ["pl_left", "pl_top", ...more], ids = Object.keys(of);
    if (!ids.length) return el("h3", {}, title);
    return el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, title), sides.map((side) => el("th", { scope: "col" }, t(side))), el("td", {}))), el("tbody", {}, ids.map((id) => row(of, id, called[kind](id), sides))));
  }

  function add(kind, id, start) {
    if (!id || id in all[kind]) return;
    all[kind][id] = [...start];
    keep();
    list();
  }

  /** A name is typed, or taken from those that exist. */
  function naming(kind, title, example, known = []) {
    const left = known.filter((id) => !(id in all[kind])), ids = `floor-${kind}`;
    const named = el("input", { autocomplete: "off", maxLength: 40, placeholder: example, ariaLabel: title, list: left.length ? ids : null });
    return el("p", { className: "line" }, named, left.length ? el("datalist", { id: ids }, left.map((value) => el("option", { value }))) : null, plus(() => add(kind, named.value.trim(), POINT), title));
  }
  const plus = (onclick, title) => el("button", { type: "button", onclick, ariaLabel: `${t("pl_add")}: ${title}` }, `+ ${t("pl_add")}`);

  /** A counter begins in the middle of its zone. */
  function choosing(title) {
    const left = given("counters").filter(({ code }) => !(code in counters));
    if (!left.length) return null;
    const chosen = el("select", { ariaLabel: title }, left.map(({ code }) => el("option", { value: code }, called.counters(code))));
    const start = (code) => { const area = zones[left.find((one) => one.code === code).zone]; return area ? [whole(area[0] + area[2] / 2), whole(area[1] + area[3] / 2)] : POINT; };
    return el("p", { className: "line" }, chosen, plus(() => add("counters", chosen.value, start(chosen.value)), title));
  }

  function list() {
    const kiosk = t("pl_floor_kiosk"), display = t("pl_floor_display"), counter = t("pl_floor_counter");
    const left = given("zones").filter(({ code }) => !(code in zones));
    tables.replaceChildren(
      table("zones", t("zone"), "pl_wide", "pl_deep"),
      el("p", { className: "line" }, left.map(({ code, name }) => el("button", { type: "button", onclick: () => add("zones", code, ZONE), title: name }, `+ ${called.zones(code)}`))),
      table("kiosks", kiosk), naming("kiosks", kiosk, "kiosk-3"),
      table("displays", display), el("p", { className: "muted" }, t("pl_floor_display_help")), naming("displays", display, "board-a", given("displays")),
      table("counters", counter), el("p", { className: "muted" }, t("pl_floor_counter_help")), ...[choosing(counter)].filter(Boolean));
  }

  size.addEventListener("input", draw);
  field("counters").closest("label").after(tables);
  for (const kind of Object.keys(all)) {
    const label = field(kind).closest("label");
    tables.before(...label.querySelectorAll(".bad"));
    label.hidden = true;
  }
  place.replaceChildren(drawing, el("p", { className: "muted" }, t("pl_floor_help")));
  draw();
  list();
}
