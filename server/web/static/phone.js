/* A citizen's ticket. The server has drawn it already; from here on it follows what happens. */
import { post } from "./lib/api.js";
import { el, icon } from "./lib/dom.js";
import { load } from "./lib/i18n.js";
import { clockText } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { listen, news } from "./phone/alerts.js";
import { feed } from "./phone/feed.js";
import { count } from "./phone/rating.js";
import { near, said, views } from "./phone/views.js";

const key = document.body.dataset.key;
const main = document.getElementById("ticket"), link = document.getElementById("link");
const page = { ticket: JSON.parse(main.dataset.ticket), asking: main.dataset.asking === "leave", bell: null, score: 0, key };
let heardAt = "", fresh = true, translate = null;

function draw() {
  const { ticket } = page;
  document.body.dataset.state = ticket.state;
  morph(main, said(ticket), (views[ticket.state] || views.waiting)(page));
  const words = translate(fresh ? "updated" : "as_of", heardAt);
  link.className = `link ${fresh ? "up" : "down"}`;
  morph(link, icon(fresh ? "wifi" : "off"), el("span", {}, words));
  main.classList.toggle("stale", !fresh);
  count(main);
  news(ticket, near(ticket));
}

function take(told) {
  const other = told.state !== page.ticket.state;
  page.ticket = told;
  if (other) page.asking = false;
  heardAt = clockText(true);
  fresh = true;
  draw();
}

const actions = {
  ask: () => { page.asking = true; },
  stay: () => { page.asking = false; },
  bell: async () => { page.bell = await listen(); },
  leave: async (look) => { page.asking = false; await post(`/tickets/${key}/leave`, {}, { retry: true }); await look(); },
  rate: async (look) => {
    const reasons = [...main.querySelectorAll("[name=reason]:checked")].map((box) => box.value);
    await post(`/tickets/${key}/rating`, { score: page.score, reasons, comment: main.querySelector("textarea").value }, { retry: true });
    await look();
  },
};

/** The forms work without scripts, too; with one nothing is loaded anew. */
function attend(look) {
  const answer = async (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    event.preventDefault();
    if (button.disabled) return;
    await actions[button.dataset.do](look);
    draw();
    const first = main.querySelector("[data-first]");
    if (first) first.focus();
  };
  main.addEventListener("click", answer);
  main.addEventListener("submit", (event) => event.preventDefault());
  main.addEventListener("input", (event) => {
    if (event.target.name === "score") { page.score = Number(event.target.value); draw(); }
    if (event.target.name === "comment") count(main);
  });
}

async function begin() {
  translate = (await load()).t;
  heardAt = clockText(true);
  const chosen = main.querySelector("[name=score]:checked");
  page.score = chosen ? Number(chosen.value) : 0;
  draw();
  const look = feed(key, take, {
    beat: () => { heardAt = clockText(true); fresh = true; draw(); },
    stale: () => { fresh = false; draw(); },
  });
  attend(look);
}

begin();
