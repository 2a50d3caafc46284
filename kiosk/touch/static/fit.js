/* Words that do not fit where they stand get smaller until they do: names come from the centre's plan. */
const LEAST = 0.55, STEP_PX = 2;
const PLACES = [[".row", ".label"], [".tile", ".label"], [".heading", "span"], [".hit .of", "b"], [".papers .all", ".label"], [".hit .words", ".label"], [".chip", ".label"], [".papers li", "span"], [".paperlist li", "span"], [".foot .quiet", ".label"], [".help button", ".label"], [".act .turn", ".label"], [".finder .words", ".label"], [".byitself li", "span"], [".row", ".facts"], [".title", "h1"], [".panel", "h2"], [".yours", ".what"], [".need", ".label"], [".need", ".hint"], [".phone div", "p"], [".take", ".label"], ["#late", "span"]];

export function fit(root = document) {
  for (const [place, words] of PLACES) {
    for (const room of root.querySelectorAll(place)) for (const node of room.querySelectorAll(words)) shrink(node, room);
  }
}

function shrink(node, room) {
  node.style.fontSize = "";
  const full = parseFloat(getComputedStyle(node).fontSize);
  for (let px = full - STEP_PX; px >= full * LEAST && (tooTall(node, room) || tooWide(node, room)); px -= STEP_PX) node.style.fontSize = `${px}px`;
}

/* Only here do words stand in the middle beside a sign, so that they can run out at both ends. */
const SIDE_PX = 36;
const tooWide = (node, room) => node.scrollWidth > node.clientWidth + 1 || (room.matches(".take") && node.getBoundingClientRect().right > room.getBoundingClientRect().right - SIDE_PX);

/* A column holds all its children, a row the tallest of them. */
function tooTall(node, room) {
  const style = getComputedStyle(room);
  const free = room.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  if (style.flexDirection !== "column") return node.offsetHeight > free + 1;
  const gap = parseFloat(style.rowGap) || 0, parts = [...room.children].filter(inFlow);
  return parts.reduce((sum, child) => sum + child.offsetHeight + gap, -gap) > free + 1;
}

const inFlow = (child) => child.offsetParent !== null && getComputedStyle(child).position !== "absolute";
