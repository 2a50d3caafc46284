/* The tablet of a counter: asks whoever was just served how it was, and goes back by itself. */
import { get, post, speakAs } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { hhmm, load, pick, t } from "./lib/i18n.js";
import { showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { count, question } from "./phone/rating.js";

const LOOK_MS = 3000, THANKS_MS = 6000;
const KEPT = "luot-tablet";
const counter = document.body.dataset.counter;
const main = document.getElementById("rate"), link = document.getElementById("link");
const page = { visit: null, problem: "", score: 0, thanks: false, skipped: "" };

const quiet = (title, text, more = null) => el("section", { className: "quiet" }, el("img", { src: "/static/flower.svg", alt: "" }), el("h1", {}, title), el("p", {}, text), more);
const ask = ({ visit, score }) => el("section", { className: "rating", "data-key": visit.ticket }, el("p", { className: "done" }, icon("check"), `${visit.number} · ${pick(visit, "group")} · ${t("served_done", hhmm(visit.finished_at))}`), el("h1", {}, t("rate_ask")),
  el("form", {}, question(score), el("button", { type: "button", className: "wide skip", "data-do": "skip" }, t("rate_skip"))), el("p", { className: "muted" }, t("rate_private")));

function view() {
  if (page.problem === "unknown") return quiet(t("rate_unbound"), t("rate_unbound_help"), el("p", {}, el("a", { href: `/login?next=/rate/${counter}`, className: "button" }, t("login"))));
  if (page.thanks) return quiet(t("thanks"), t("thanks_help"));
  if (page.visit && page.visit.ticket !== page.skipped) return ask(page);
  return quiet(t("b_welcome"), t("rate_idle"));
}

function draw() {
  morph(main, view());
  count(main);
}

/** Takes a number from the address once, and keeps it out of the history. */
function bind() {
  const [, given] = /^#secret=(.+)$/.exec(location.hash) || [];
  if (given) {
    localStorage.setItem(KEPT, decodeURIComponent(given));
    history.replaceState(null, "", location.pathname + location.search);
  }
  speakAs(localStorage.getItem(KEPT) || "");
}

async function look() {
  const { ok, status, body } = await get(`/counters/${counter}/rating`);
  showLink(link, ok || status === 401 || status === 403);
  if (ok) {
    page.problem = "";
    if (!page.visit || !body.visit || page.visit.ticket !== body.visit.ticket) page.score = 0;
    page.visit = body.visit;
  } else if (status === 401 || status === 403) page.problem = "unknown";
  draw();
}

async function rate() {
  const reasons = [...main.querySelectorAll("[name=reason]:checked")].map((box) => box.value);
  const told = { ticket: page.visit.ticket, score: page.score, reasons, comment: main.querySelector("textarea").value };
  const { status } = await post(`/counters/${counter}/rating`, told, { secure: true, retry: true });
  if (status === 0) return;
  page.thanks = true;
  page.visit = null;
  setTimeout(() => { page.thanks = false; look(); }, THANKS_MS);
}

const actions = { rate, skip: () => { page.skipped = page.visit.ticket; } };
main.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-do]");
  if (!button || button.disabled) return;
  event.preventDefault();
  await actions[button.dataset.do]();
  draw();
});
main.addEventListener("submit", (event) => event.preventDefault());
main.addEventListener("input", (event) => {
  if (event.target.name === "score") page.score = Number(event.target.value);
  draw();
});

load().then(() => {
  bind();
  look();
  setInterval(look, LOOK_MS);
});
