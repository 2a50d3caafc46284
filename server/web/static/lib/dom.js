/* Small helpers: elements without markup in strings, and icons. */
import { paths } from "./icons.js";

/** Children as one flat list, without what is not to be shown. */
export const shown = (children) => [].concat(...children.map((one) => (Array.isArray(one) ? shown(one) : [one]))).filter((c) => c !== null && c !== undefined && c !== false && c !== "");

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && key !== "list") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...shown(children));
  return node;
}

/** An element of a drawing; numbers and words as attributes. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...shown(children));
  return node;
}

export const icon = (name) => svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: paths[name] }));

/** Each digit in a cell of its own, because the font has no tabular figures. */
export const cells = (text) => [...String(text)].map((c) => el("span", { className: /\d/.test(c) ? "d" : "c" }, c));
