import { get } from "./lib/api.js";
import { cells, el, icon } from "./lib/dom.js";
import { also, hhmm, lang, loadBoth, many, otherLang, pick, t } from "./lib/i18n.js";
import { clockText, dateText, follow, lost, now, runClock } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { minutes } from "./lib/wait.js";
import { RECENT, sorted, stage } from "./board/calls.js";
import { begin, halt, play } from "./board/playlist.js";
import * as views from "./board/hero.js";
import { moments } from "./board/moments.js";
import { speaker, UNSET, wanted } from "./board/speak.js";

const zone = document.body.dataset.zone;
const part = (id) => document.getElementById(id);
const calls = stage();
let board = null, heard = 0, heardAt = "", trusted = 0, up = null, centre = null;

await loadBoth();
const stale = () => up === false || (up && lost());

function show(id, className, ...nodes) {
  const node = part(id);
  if (node.className !== className) node.className = className;
  morph(node, ...nodes);
}

function hero(found) {
  const rests = !stale() && board?.hall === "open" && !found.hero.length ? play() : halt();
  if (rests) {
    if (found.last) found.list = [found.last, ...found.list].slice(0, RECENT); // its large place is taken
    return show("hero", "shows", rests);
  }
  if (stale()) return show("hero", "alarm", views.lost(heardAt, performance.now() - trusted));
  if (!board) return show("hero", "", el("p", { className: "wait" }, t("connecting")));
  if (found.hero.length) return show("hero", `calls n${found.hero.length > 3 ? "many" : found.hero.length}`, views.calling(found.hero));
  if (board.hall !== "open") return show("hero", "", views.rest(board, centre));
  return found.last ? show("hero", "quiet", views.last(found.last)) : show("hero", "", views.welcome());
}

function list(found) {
  if (stale()) return show("recent", found.all.some(views.isLong) ? "stale long" : "stale", el("h2", {}, el("b", {}, t("b_old", heardAt.slice(0, 5))), counterHead()), rows(found.all));
  if (board.hall === "break" || (board.hall !== "open" && !found.list.length)) return still();
  show("recent", found.list.some(views.isLong) ? "long" : "", el("h2", {}, views.both("b_recent"), counterHead()), found.list.length ? rows(found.list) : el("p", { className: "none" }, t("b_none")));
}

const counterHead = () => ["half", "right"].map((side) => el("span", { className: side }, t("counter")));
const rows = (list) => list.map((row) => el("div", { className: row.fresh ? "row fresh" : "row", "data-key": `${row.number}/${row.counter}` },
  el("b", {}, cells(row.number)), el("span", { className: "between" }, views.priority(row), views.arrow(row)), el("b", { className: "counter" }, cells(row.counter))));

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
      el("p", { className: range.length > 6 ? "range wide" : "range" }, range || "—", range && open ? el("small", {}, t("min")) : null), el("p", { className: "count" }, known ? [icon("people"), people] : t("b_unknown")));
  }));
}

/** What the guidance desk announces; each part goes at its own end, whether or not anybody says so. */
function announced() {
  const held = (board?.notices ?? []).filter((one) => Date.parse(one.until) > now());
  const words = (code) => held.map((one) => one[code]).join(" ");
  return held.length ? { vi: words("vi"), en: words("en") } : null;
}

function draw() {
  const link = part("link");
  link.className = `link ${up === null ? "" : up ? "up" : "down"}`;
  morph(link, icon(up === false ? "off" : "wifi"), t(up === null ? "connecting" : up ? "b_online" : "offline"));
  morph(part("date"), dateText(lang === "vi" ? "vi" : "en-GB"));
  const said = stale() ? null : announced();
  const key = stale() ? "b_lost_notice" : "b_notice";
  morph(part("notice"), icon(stale() ? "repeat" : "info"), el("b", {}, said ? said[lang] : t(key)), el("span", { lang: otherLang }, said ? said[otherLang] : also(key)));
  const found = board && sorted(board, heard, calls, performance.now());
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

/** What staff should know of the sound; nothing when it is as it should be. */
function soundSign({ blocked, missing }) {
  const said = blocked ? t("b_muted") : missing === UNSET ? t("b_no_voice") : missing ? t("b_no_clip", missing) : null;
  morph(part("sound"), said ? [icon("mute"), said] : []);
}

const voice = speaker(wanted(location.search, lang, document.body.dataset.voice), soundSign), due = moments();

/** The server's heart beats: what is on the board is true, and the hour may want a sentence. */
function beat() {
  trust();
  if ("notices" in document.body.dataset) voice.say(due(board?.sentences ?? [], +now(), performance.now()));
}

begin(zone);
runClock(part("clock"), false);
follow([`board:${zone}`], { board: take, time: beat, call: voice.heard }, (state) => {
  if (state === false) voice.lost();
  up = state;
  draw();
});
setInterval(draw, 1000);
draw();
