import { get } from "./lib/api.js";
import { cells, el, icon } from "./lib/dom.js";
import { also, hhmm, lang, loadBoth, many, otherLang, pick, t } from "./lib/i18n.js";
import { clockText, dateText, follow, lost, runClock } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { minutes } from "./lib/wait.js";
import { sorted } from "./board/calls.js";
import * as views from "./board/hero.js";

const zone = document.body.dataset.zone;
const part = (id) => document.getElementById(id);
let board = null, heard = 0, heardAt = "", trusted = 0, up = null, centre = null;

await loadBoth();
const stale = () => up === false || (up && lost());

function show(id, className, ...nodes) {
  const node = part(id);
  if (node.className !== className) node.className = className;
  morph(node, ...nodes);
}

function hero(found) {
  if (stale()) return show("hero", "alarm", views.lost(heardAt, performance.now() - trusted));
  if (!board) return show("hero", "", el("p", { className: "wait" }, t("connecting")));
  if (found.hero.length) return show("hero", `calls n${found.hero.length}`, views.calling(found.hero));
  if (board.hall !== "open") return show("hero", "", views.rest(board, centre));
  return found.last ? show("hero", "quiet", views.last(found.last)) : show("hero", "", views.welcome());
}

function list(found) {
  if (stale()) return show("recent", "stale", el("h2", {}, el("b", {}, t("b_old", heardAt.slice(0, 5))), counterHead()), rows(found));
  if (board.hall === "break" || (board.hall !== "open" && !found.list.length)) return still();
  show("recent", "", el("h2", {}, views.both("b_recent"), counterHead()), found.list.length ? rows(found) : el("p", { className: "none" }, t("b_none")));
}

const counterHead = () => el("span", { className: "right" }, t("counter"));
const rows = (found) => found.list.map((row) => el("div", { className: row.fresh ? "row fresh" : "row", "data-key": `${row.number}/${row.counter}` },
  el("b", {}, cells(row.number)), views.priority(row) ?? el("span"), icon("arrow"), el("b", { className: "counter" }, cells(row.counter))));

/** While closed: who still waits, and who is first when it opens. */
function still() {
  const first = board.first ?? [];
  show("recent", "still", el("h2", {}, el("b", {}, t(board.hall === "break" ? "b_still" : "b_still_now"))),
    board.waiting.map((one) => el("div", { className: "row", "data-key": one.zone }, el("span", { className: "tag" }, one.zone), el("span", { className: "name" }, pick(one.name)), el("b", { className: "counter" }, cells(one.waiting)))),
    first.length ? el("div", { className: "first" }, el("p", {}, t("b_first", hhmm(board.reopens_at))), el("p", { className: "numbers" }, first.map((n) => el("b", {}, cells(n))))) : null);
}

function zones() {
  const open = board.hall === "open", known = !stale();
  morph(part("zones"), board.waiting.map((one) => {
    const range = known ? (open ? minutes(one.wait) : hhmm(board.reopens_at)) : "";
    const people = one.waiting ? many("b_waiting", one.waiting) : t("b_nobody");
    return el("article", { className: one.zone === zone ? "own" : "" }, el("h3", {}, el("span", { className: "tag" }, one.zone), el("span", {}, pick(one.name))),
      el("p", { className: "range" }, range || "—", range && open ? el("small", {}, t("min")) : null), el("p", { className: "count" }, known ? [icon("people"), people] : t("b_unknown")));
  }));
}

function draw() {
  const link = part("link");
  link.className = `link ${up === null ? "" : up ? "up" : "down"}`;
  morph(link, icon(up === false ? "off" : "wifi"), t(up === null ? "connecting" : up ? "b_online" : "offline"));
  morph(part("date"), dateText(lang === "vi" ? "vi" : "en-GB"));
  const said = stale() ? null : board?.notice;
  const key = stale() ? "b_lost_notice" : "b_notice";
  morph(part("notice"), icon(stale() ? "repeat" : "info"), el("b", {}, said ? said[lang] : t(key)), el("span", { lang: otherLang }, said ? said[otherLang] : also(key)));
  const found = board && sorted(board, heard);
  hero(found);
  if (!board) return;
  list(found);
  zones();
}

function take(told) {
  if (board?.hall !== told.hall) get("/centre").then((answer) => { if (answer.ok) centre = answer.body; });
  [board, heard] = [told, performance.now()];
  trust();
  draw();
}

/** What is on the board was true until now: the server lives and has said nothing else. */
function trust() {
  [trusted, heardAt] = [performance.now(), clockText(true)];
}

runClock(part("clock"), false);
follow([`board:${zone}`], { board: take, time: trust }, (state) => { up = state; draw(); });
setInterval(draw, 1000);
draw();
