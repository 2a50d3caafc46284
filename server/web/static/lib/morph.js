/* Redraws in place: what is alike stays, and with it focus, hover, a press that has begun, what was
   typed, and animations. What draws with it listens at the parent: handlers of nodes do not move. */
import { shown } from "./dom.js";

export function morph(parent, ...wanted) {
  patchChildren(parent, shown(wanted));
}

/** Styles go another way, for the policy; whether details are open is for who reads them. */
const OWN = new Set(["style", "open"]);
const asNode = (thing) => (thing instanceof Node ? thing : document.createTextNode(String(thing)));
const keyOf = (node) => node.dataset && node.dataset.key;
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

function patchChildren(parent, wanted) {
  const have = [...parent.childNodes];
  wanted.map(asNode).forEach((want, i) => {
    if (!have[i]) parent.append(want);
    else if (!alike(have[i], want)) have[i].replaceWith(want);
    else patch(have[i], want);
  });
  have.slice(wanted.length).forEach((node) => node.remove());
}

function patch(have, want) {
  if (have.nodeType !== Node.ELEMENT_NODE) {
    if (have.data !== want.data) have.data = want.data;
    return;
  }
  for (const { name } of [...have.attributes]) if (!OWN.has(name) && !want.hasAttribute(name)) have.removeAttribute(name);
  for (const { name, value } of want.attributes) if (!OWN.has(name) && have.getAttribute(name) !== value) have.setAttribute(name, value);
  if (have.style.cssText !== want.style.cssText) have.style.cssText = want.style.cssText;
  patchChildren(have, [...want.childNodes]);
}
