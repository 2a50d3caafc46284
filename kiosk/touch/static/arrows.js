/* Four keys are enough: arrows lead to the nearest button that way, Enter presses it. */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const SIDEWAYS = 2.5;

const middle = (node) => {
  const box = node.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
};

function buttons() {
  const root = document.querySelector("dialog[open]") ?? document.body;
  return [...root.querySelectorAll("button:enabled, input")].filter((node) => node.getClientRects().length);
}

/* True when the key was an arrow that moved the focus. */
export function moved(event) {
  const step = STEPS[event.key];
  if (!step || (event.target.matches("input") && step[0])) return false;
  const all = buttons(), from = document.activeElement;
  if (!all.includes(from)) all.find((node) => node.closest("main, dialog"))?.focus({ focusVisible: true });
  else nearest(from, all, step)?.focus({ focusVisible: true });
  event.preventDefault();
  return true;
}

function nearest(from, all, [dx, dy]) {
  const [x, y] = middle(from);
  const ways = all.filter((node) => node !== from).map((node) => {
    const [nx, ny] = middle(node), along = (nx - x) * dx + (ny - y) * dy, across = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx);
    return { node, along, far: along + across * SIDEWAYS };
  });
  return ways.filter((way) => way.along > 4).sort((a, b) => a.far - b.far)[0]?.node;
}
