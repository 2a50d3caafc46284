import { get } from "./lib/api.js";
import { load } from "./lib/i18n.js";
import { follow, runClock, showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { arrivals } from "./manage/charts.js";
import { kpis } from "./manage/figures.js";
import { listen } from "./manage/incidents.js";
import { waiting } from "./manage/line.js";
import { ask, keep, seated } from "./manage/seats.js";
import { banner } from "./manage/state.js";
import { tiles } from "./manage/tiles.js";
import { todo } from "./manage/todo.js";
import { zones } from "./manage/zones.js";
import "./leave.js";

const main = document.getElementById("live"), strip = document.getElementById("state");
const { acts, tv } = document.body.dataset;
let told = null, up = null;
const sizes = new ResizeObserver(draw);
await load();

function draw() {
  if (!told) return;
  const d = acts && !tv ? seated(told) : told;
  const state = banner(d, up);
  morph(strip, state ?? "");
  morph(main, kpis(d), zones(d), arrivals(d), waiting(d), todo(d, tv ? "" : acts), tiles(d));
  for (const place of main.querySelectorAll(".chart")) sizes.observe(place);
}

function take(document_) {
  const first = told === null;
  told = document_;
  draw();
  if (first) draw(); // The charts have their places, and so their sizes, only now.
}

runClock(document.getElementById("clock"), true);
document.addEventListener("refused", () => location.reload());
if (tv) document.addEventListener("keydown", (event) => { if (event.key === "Escape") location.assign("/manage"); });
listen(main);
sizes.observe(main);
const first = await get("/live");
if (first.ok) {
  keep(first.body);
  take(first.body);
}
if (acts && !tv) ask();
const number = document.getElementById("alarm-count");
const alarmed = ({ open }) => { if (number) { number.hidden = !open; number.textContent = String(open); } };
follow(tv ? ["live"] : ["live", "alarms"], { live: take, alarms: alarmed }, (good) => {
  up = good;
  showLink(document.getElementById("link"), up);
  main.classList.toggle("stale", up === false);
  draw();
});
