/* Which kiosk this is, when the desk asks; that its name is another one's; and how it is wanted. */
import { el } from "./dom.js";
import { t, machine } from "./say.js";
import { view } from "./view.js";
import { idleFor } from "./rest.js";
import { loud } from "./chime.js";
import { aloudAt } from "./aloud.js";

const card = document.getElementById("which");
let over = null;

/** For some seconds over everything, but under no finger: whoever takes a number goes on. */
export function tuned(hall) {
  const { which_ms: ms, second, tuned: wanted } = hall;
  idleFor(wanted.idle_s);
  for (const set of [loud, aloudAt]) set((wanted.volume ?? 100) / 100);
  clearTimeout(over);
  card.className = second ? "second" : "";
  if (second) card.replaceChildren(el("p", {}, view.words.second), el("p", { className: "other" }, view.other.second));
  else card.replaceChildren(el("p", {}, t("machine", machine())), el("p", { className: "other" }, hall.kiosk));
  card.hidden = !second && !ms;
  if (ms && !second) over = setTimeout(() => { card.hidden = true; }, ms);
}
