/* Reading the page aloud with the kiosk's own voice: each screen when it comes, and again on request. */
import { t } from "./say.js";
import { view, printed } from "./view.js";
import { atLeast } from "./rest.js";

const player = new Audio(), AFTER_S = 8;
player.addEventListener("loadedmetadata", () => { if (Number.isFinite(player.duration)) atLeast(Math.ceil(player.duration) + AFTER_S); });
let said = "", paper = null, on = false;

/** From 0, which is silent, to 1. */
export const aloudAt = (share) => { player.volume = share; };

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
  const slip = view.step === "done" ? printed(view.ticket) : null, isNews = key === said && slip !== paper;
  if (key === said && !isNews) return;
  [said, paper] = [key, slip];
  if (isNews) say([spoken(screen.querySelector(PAPER)), t("your_number"), spoken(screen.querySelector(".number"))].join(". "));
  else say(view.step === "done" ? ticket(screen) : words(screen));
}

/* What a dialog asks and offers. */
export function readAsked(dialog) {
  if (on) say([...dialog.querySelectorAll(".ask, .label")].map(spoken).join(". "));
}

export function again(screen) {
  said = "";
  read(screen);
}

/* As many whole sentences as the voice takes. */
const MOST = 600;
const whole = (text) => (text.length <= MOST ? text : text.slice(0, text.lastIndexOf(". ", MOST - 1) + 1) || text.slice(0, text.lastIndexOf(" ", MOST)));

function say(text) {
  hush();
  const parameters = new URLSearchParams({ text: whole(ended(text)), lang: view.lang });
  player.src = `/say?${parameters}`;
  player.play().catch(() => {});
}

/* The number twice, then where and how long: what is on the paper, for somebody who cannot read it. */
const PAPER = ".slot p, .notice span";
function ticket(screen) {
  const lines = [...screen.querySelectorAll(`.say, .number, .what, .go h1, .go li, ${PAPER}`)].map(spoken);
  return [...lines, t("again"), spoken(screen.querySelector(".number"))].join(". ");
}

const words = (screen) => [...screen.querySelectorAll("h1, h2, p, dt, dd, legend, li, .need .label, .finder .label, .hit .label, .chip .label, .row .label, .tile .label, .option .label, .take .label")]
  .filter((node) => !node.closest(".keys") && !node.matches(".other") && node.getClientRects().length).map(spoken).filter(Boolean).map(ended).join(" ");

const ended = (text) => (/[.?!:]$/.test(text) ? text : `${text}.`);

/* Numbers, ranges and times become words in kiosk/reading.py, as the hall speaks them.
   What stands in elements of its own is a word of its own. */
function spoken(node) {
  const texts = [], walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode.data);
  return texts.join(" ").trim().replace(/\s+/g, " ");
}
