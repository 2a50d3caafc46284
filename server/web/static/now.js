/* What is open now, how many wait, and the hours: for everybody, on a phone or on a screen. */
import { get } from "./lib/api.js";
import { cells, el, icon } from "./lib/dom.js";
import { load, plain } from "./lib/i18n.js";
import { clockText, keepTime } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { closing } from "./now/closing.js";
import { hall, hours } from "./now/hours.js";
import { sections } from "./now/groups.js";

const PERIOD_MS = 15000;
const find = document.getElementById("find"), link = document.getElementById("link"), clock = document.getElementById("clock");
const about = document.getElementById("hours"), groups = document.getElementById("groups"), acts = document.body.dataset.acts === "yes";
const { t } = await load();
const page = { groups: [], centre: null, heardAt: "", up: true };

function draw() {
  const { centre } = page;
  if (!centre) return;
  const words = plain(find.value).split(/\s+/).filter(Boolean);
  const matches = (group) => words.every((word) => plain(`${group.name_vi} ${group.name_en} ${group.department} ${group.department_en} ${group.code}`).includes(word));
  morph(document.getElementById("hall"), hall(centre));
  morph(about.querySelector("div"), hours(centre));
  morph(groups, sections(page.groups.filter(matches), page.groups, centre, acts));
  link.className = `link ${page.up ? "up" : "down"}`;
  morph(link, icon(page.up ? "wifi" : "off"), el("span", {}, t(page.up ? "updated" : "as_of", page.heardAt)));
  document.querySelector("main").classList.toggle("stale", !page.up);
}

async function look() {
  const [rows, centre] = await Promise.all([get("/groups"), get("/centre")]);
  page.up = rows.ok && centre.ok;
  if (page.up) {
    [page.groups, page.centre] = [rows.body, centre.body];
    keepTime(centre.body.now);
    page.heardAt = clockText(true);
  }
  draw();
  tick();
}

const tick = () => morph(clock, cells(clockText()));

find.addEventListener("input", draw);
const wide = matchMedia("(min-width: 700px)");
const unfold = () => { about.open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();
if (acts) closing(groups, page, look);
await look();
setInterval(look, PERIOD_MS);
setInterval(tick, 1000);
