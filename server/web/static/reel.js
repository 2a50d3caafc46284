/* A past day again: frames of each minute, drawn as the slider stands; playing moves the slider. */
import { get } from "./lib/api.js";
import { el } from "./lib/dom.js";
import { load, number, pick } from "./lib/i18n.js";

const SHOWN_CALLS = 14;
const LATE_MIN = 15;
const TICK_MS = 200;
const { t } = await load();
const part = (id) => document.getElementById(id);
const day = (await get(`/trials/${document.body.dataset.trial}`)).body.result;
const { frames, calls } = day;
const STATES = { serving: t("re_serving"), called: t("re_called"), open: t("re_free"), paused: t("re_paused"), closed: t("re_closed") };
const clock = (min) => `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
const all = (frame) => Object.values(frame.waiting).reduce((sum, n) => sum + n, 0);
let timer = 0;
let now = 0;

function shape() {
  const most = Math.max(1, ...frames.map(all));
  const top = frames.map((frame, i) => `${(i / (frames.length - 1)) * 1000},${60 - (all(frame) / most) * 58}`);
  const ns = "http://www.w3.org/2000/svg";
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", `M0,60 L${top.join(" ")} L1000,60 Z`);
  part("shape").append(path, document.createElementNS(ns, "line"));
}

function mark(i) {
  const x = String((i / (frames.length - 1)) * 1000);
  const line = part("shape").querySelector("line");
  for (const [name, value] of Object.entries({ x1: x, x2: x, y1: "0", y2: "60" })) line.setAttribute(name, value);
}

const queue = (frame) => (one) => {
  const longest = frame.longest_min[one.id] ?? 0;
  return el("tr", {}, el("th", { scope: "row" }, pick(one.name)), el("td", {}, number(frame.waiting[one.id] ?? 0)), el("td", { className: longest > LATE_MIN ? "late" : "" }, frame.waiting[one.id] ? `${number(longest)}′` : "—"));
};

const seat = (frame) => (one) => {
  const [state, held] = frame.counters[one.number];
  return el("li", { className: state }, el("small", {}, `${t("counter")} ${one.number}`), el("b", {}, held === null ? "" : String(held)), el("span", {}, STATES[state]));
};

function show(i) {
  now = i;
  const frame = frames[i];
  const until = (frame.at_min + 1) * 60;
  part("when").textContent = clock(frame.at_min);
  part("at").value = i;
  part("at").setAttribute("aria-valuetext", clock(frame.at_min));
  part("sums").textContent = t("re_sums", number(frame.issued), number(frame.served), number(all(frame)));
  part("waits").replaceChildren(...day.departments.map(queue(frame)));
  part("counters").replaceChildren(...day.counters.map(seat(frame)));
  const told = calls.filter(([s]) => s < until).slice(-SHOWN_CALLS).reverse();
  part("called").replaceChildren(...told.map(([s, n, counter, group]) => el("li", {}, el("b", {}, String(n)), ` → ${t("counter")} ${counter} · ${group} · ${clock(Math.floor(s / 60))}`)));
  mark(i);
}

const go = (i) => show(Math.max(0, Math.min(frames.length - 1, i)));

function stop() {
  clearInterval(timer);
  timer = 0;
  part("play").textContent = t("re_play");
}

function play() {
  if (timer) return stop();
  let at = now >= frames.length - 1 ? 0 : now;
  part("play").textContent = t("re_stop");
  timer = setInterval(() => {
    at += (Number(part("speed").value) * TICK_MS) / 1000;
    if (at >= frames.length - 1) stop();
    go(Math.floor(at));
  }, TICK_MS);
  return undefined;
}

part("at").max = frames.length - 1;
part("at").addEventListener("input", () => { stop(); go(Number(part("at").value)); });
part("play").addEventListener("click", play);
part("back").addEventListener("click", () => { stop(); go(now - 10); });
part("on").addEventListener("click", () => { stop(); go(now + 10); });
shape();
go(Math.min(120, frames.length - 1));
document.body.dataset.shown = "day";
