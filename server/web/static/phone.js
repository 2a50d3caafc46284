import { get, post } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { load } from "./lib/i18n.js";
import { clockText, follow } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { views } from "./phone/views.js";

const key = document.body.dataset.key;
const main = document.getElementById("ticket"), link = document.getElementById("link");
const { t } = await load();
const page = { ticket: null, asking: false, score: 0 };
let called = "", heardAt = "", up = null;

function draw() {
  const { ticket } = page;
  document.body.dataset.state = ticket.state;
  morph(main, (views[ticket.state] ?? views.waiting)(page));
  link.className = `link ${up === null ? "" : up ? "up" : "down"}`;
  morph(link, icon(up === false ? "off" : "wifi"), el("span", {}, up === null ? t("connecting") : t(up ? "updated" : "as_of", heardAt)));
  main.classList.toggle("stale", up === false);
  const call = `${ticket.state}${ticket.calls}`;
  if (ticket.state === "called" && call !== called) navigator.vibrate?.([300, 150, 300]);
  called = call;
}

function take(told) {
  page.ticket = told;
  heardAt = clockText(true);
  draw();
}

async function look() {
  const answer = await get(`/tickets/${key}`);
  if (answer.ok) take(answer.body);
  else if (answer.status === 404) location.reload();
}

const actions = {
  ask: () => { page.asking = true; },
  stay: () => { page.asking = false; },
  leave: async () => { page.asking = false; await post(`/tickets/${key}/leave`, {}, { retry: true }); await look(); },
  score: (button) => { page.score = Number(button.dataset.score); },
  rate: async () => {
    const reasons = [...main.querySelectorAll("[name=reason]:checked")].map((box) => box.value);
    await post(`/tickets/${key}/rating`, { score: page.score, reasons, comment: main.querySelector("textarea").value }, { retry: true });
    await look();
  },
};
main.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-do]");
  if (!button || button.disabled) return;
  await actions[button.dataset.do](button);
  draw();
  main.querySelector("[data-first]")?.focus();
});

await look();
if (page.ticket) {
  follow([`ticket:${key}`], { ticket: take, time: () => { heardAt = clockText(true); draw(); } }, (state) => { up = state; draw(); });
}
