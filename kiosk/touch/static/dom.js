/* Making elements. Text is only ever set as text, so nothing from the wire can become markup. */

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (key === "onclick") node.addEventListener("click", value);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/* `key` names the button over redraws, so that the focus stays where it was. */
export function button(key, className, onclick, ...children) {
  return el("button", { type: "button", className, onclick, "data-key": key }, ...children);
}

export const label = (text) => el("span", { className: "label" }, text);
export const digits = (text) => [...text].map((c) => el("span", { className: /\d/.test(c) ? "d" : "c" }, c));
