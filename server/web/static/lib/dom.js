/* Small helpers: elements without markup in strings, and line icons drawn for these pages. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && key !== "list") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
  return node;
}

const paths = {
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4z M10 21h4", repeat: "M4 10a8 8 0 0 1 14-3l2 2 M20 4v5h-5 M20 14a8 8 0 0 1-14 3l-2-2 M4 20v-5h5",
  play: "M7 5l12 7-12 7z", check: "M5 12l5 5L20 7", away: "M9 4a4 4 0 1 0 .01 0z M2 21a7 7 0 0 1 13-3 M16 8l5 5 M21 8l-5 5",
  pause: "M8 5v14 M16 5v14", move: "M4 17v-4a4 4 0 0 1 4-4h12 M15 4l5 5-5 5", undo: "M4 9h10a6 6 0 0 1 0 12h-3 M9 4L4 9l5 5",
  door: "M6 21V3h12v18 M3 21h18 M14 12h.1", arrow: "M3 12h17 M13 5l7 7-7 7", speaker: "M4 9v6h4l6 5V4L8 9z M17 9a4 4 0 0 1 0 6",
  people: "M9 4a4 4 0 1 0 .01 0z M2 21a7 7 0 0 1 14 0 M16 4.5a4 4 0 0 1 0 7 M18 14a7 7 0 0 1 4 7", warn: "M12 3l10 18H2z M12 10v5 M12 18v.1",
  over: "M8 3h8l5 5v8l-5 5H8l-5-5V8z M12 8v5 M12 16v.1", wifi: "M2 9a15 15 0 0 1 20 0 M5 13a10 10 0 0 1 14 0 M9 17a5 5 0 0 1 6 0 M12 20v.1",
  off: "M2 9a15 15 0 0 1 8-4 M22 9a15 15 0 0 0-6-3 M12 20v.1 M3 3l18 18", info: "M12 3a9 9 0 1 0 .01 0z M12 11v5 M12 8v.1", clock: "M12 3a9 9 0 1 0 .01 0z M12 7v5l3 2", star: "M12 3l3 6 6 1-4.500 4.500L17.500 21 12 18l-5.500 3 1-6.500L3 10l6-1z",
};

export function icon(name) {
  const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const svg = make("svg");
  const path = make("path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/** Each digit in a cell of its own, because the font has no tabular figures. */
export const cells = (text) => [...String(text)].map((c) => el("span", { className: /\d/.test(c) ? "d" : "c" }, c));
