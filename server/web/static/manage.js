import { get, logout } from "./lib/api.js";
import { load } from "./lib/i18n.js";
import { follow, runClock, showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { arrivals, waiting } from "./manage/charts.js";
import { kpis } from "./manage/figures.js";
import { tiles } from "./manage/tiles.js";
import { todo } from "./manage/todo.js";
import { zones } from "./manage/zones.js";

const main = document.getElementById("live");
let told = null;
await load();

function draw() {
  if (told) morph(main, kpis(told), zones(told), arrivals(told), waiting(told), todo(told), tiles(told));
}

function take(document_) {
  const first = told === null;
  told = document_;
  draw();
  if (first) draw(); // The charts have their places, and so their sizes, only now.
}

runClock(document.getElementById("clock"), true);
document.getElementById("leave").addEventListener("click", async () => { await logout(); location.assign("/login"); });
document.addEventListener("refused", () => location.reload());
new ResizeObserver(draw).observe(main);
const first = await get("/live");
if (first.ok) take(first.body);
follow(["live"], { live: take }, (up) => { showLink(document.getElementById("link"), up); main.classList.toggle("stale", up === false); });
