/* Reading the page aloud with the kiosk's own voice: each screen when it comes, and again on request. */
import { t } from "./say.js";
import { view } from "./view.js";

const player = new Audio();
let said = "", on = false;

export const speaking = () => on;

export function setSpeaking(wanted, screen) {
  on = wanted && Boolean(view.hall?.voice);
  said = "";
  hush();
  if (on) read(screen);
}

export function hush() {
  player.pause();
  player.removeAttribute("src");
}

/* The screen's words once; a change while it stands there, such as a clock, does not begin it anew. */
export function read(screen) {
  if (!on || !screen) return;
  const key = `${view.step} ${view.lang} ${view.ticket?.number ?? ""} ${view.refusal ? 1 : 0}${view.unanswered ? 1 : 0}`;
  if (key === said) return;
  said = key;
  say(view.step === "done" ? ticket(screen) : words(screen));
}

export function again(screen) {
  said = "";
  read(screen);
}

function say(text) {
  hush();
  const parameters = new URLSearchParams({ text: text.slice(0, 600), lang: view.lang });
  player.src = `/say?${parameters}`;
  player.play().catch(() => {});
}

/* The number twice, then where and how long: what is on the paper, for somebody who cannot read it. */
function ticket(screen) {
  const lines = [...screen.querySelectorAll(".say, .number, .what, .go h1, .go li")].map(spoken);
  return [...lines, t("again"), spoken(screen.querySelector(".number"))].join(". ");
}

const words = (screen) => [...screen.querySelectorAll("h1, h2, p, dt, dd, legend, li, .need .label, .finder .label, .hit .label, .chip .label, .row .label, .tile .label, .option .label, .take .label")]
  .filter((node) => !node.closest(".keys") && !node.matches(".other") && node.getClientRects().length).map(spoken).filter(Boolean).join(". ");

/* "9:40–9:50" is read as a range, a number figure by figure where it names somebody. */
const spoken = (node) => (node.matches(".number") ? [...node.textContent].join(" ") : node.textContent.trim().replace(/(\d)[–-](\d)/g, `$1 ${t("until")} $2`).replace(/\s+/g, " "));
