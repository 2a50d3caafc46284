import { cells, el, icon } from "./lib/dom.js";
import { hhmm, load, minutes } from "./lib/i18n.js";
import { dateText, follow, lost, runClock } from "./lib/live.js";

const FRESH_MS = 20000, RECENT = 8, HERO = 3;
const zone = document.body.dataset.zone;
const part = (id) => document.getElementById(id);
let board = null, heard = 0, up = false, recent = new Map();

await load();
const both = (vi, en) => [el("b", {}, vi), el("span", { lang: "en" }, en)];
const priority = (row) => (row.priority ? el("span", { className: "priority" }, "ƯT") : null);
const age = (row) => row.age_ms + (performance.now() - heard);

function hero() {
  const node = part("hero");
  node.className = "";
  if (!up || lost()) return node.replaceChildren(el("div", { className: "lost" }, icon("off"), el("p", {}, both("Bảng đang mất kết nối", "This board is offline")), el("p", { className: "small" }, both("Số vẫn giữ nguyên thứ tự. Mời hỏi bàn Hướng dẫn.", "Your place is kept. Please ask the Help desk."))));
  const calls = board.rows.filter((row) => row.state === "called" && age(row) < FRESH_MS).reverse().slice(0, HERO);
  if (calls.length) {
    node.className = `calls n${calls.length}`;
    return node.replaceChildren(el("h2", {}, icon("speaker"), both("Mời số", "Now calling")), ...calls.map((row) =>
      el("div", { className: "call" }, el("span", { className: "number" }, String(row.number), priority(row)), el("span", { className: "to" }, icon("arrow"), el("span", {}, "Quầy "), el("b", {}, String(row.counter))))));
  }
  if (board.hall !== "open") {
    const at = hhmm(board.reopens_at);
    const words = board.hall === "break" ? ["Nghỉ trưa", "Lunch break"] : ["Trung tâm đã đóng cửa", "The centre is closed"];
    return node.replaceChildren(el("div", { className: "rest" }, el("p", {}, both(...words)), el("p", { className: "at" }, at), el("p", { className: "small" }, both("Giờ mở lại. Số buổi sáng vẫn có giá trị.", "Opens again. Morning tickets stay valid."))));
  }
  const last = board.rows[0];
  node.className = "quiet";
  return node.replaceChildren(el("h2", {}, both(last ? "Số vừa gọi" : "Chưa gọi số nào", last ? "Last call" : "No calls yet")), last ? el("div", { className: "call" }, el("span", { className: "number" }, String(last.number)), el("span", { className: "to" }, icon("arrow"), el("span", {}, "Quầy "), el("b", {}, String(last.counter)))) : "");
}

function list() {
  const stale = !up || lost();
  const rows = board.rows.filter((row) => !(row.state === "called" && age(row) < FRESH_MS)).slice(0, RECENT);
  part("recent").className = stale ? "stale" : "";
  part("recent").replaceChildren(
    el("h2", {}, stale ? both("Vừa gọi, có thể đã cũ", "May be out of date") : both("Vừa gọi", "Recent calls"), el("span", { className: "right" }, "Quầy")),
    ...rows.map((row) => el("div", { className: "row" }, el("b", {}, cells(row.number)), priority(row) ?? el("span"), icon("arrow"), el("b", { className: "counter" }, cells(row.counter)))));
}

function zones() {
  const stale = !up || lost();
  part("zones").replaceChildren(...board.waiting.map((one) => {
    const range = stale ? "" : minutes(one.wait);
    return el("article", { className: one.zone === zone ? "own" : "" }, el("h3", {}, el("span", { className: "tag" }, one.zone), one.name.vi),
      el("p", { className: "range" }, range || "—", el("small", {}, range ? " phút" : "")),
      el("p", { className: "count" }, icon("people"), `${stale ? "—" : one.waiting} người đang chờ`));
  }));
}

function draw() {
  const link = part("link");
  link.className = up ? "link up" : "link down";
  link.replaceChildren(icon(up ? "wifi" : "off"), up ? "Đang kết nối" : "Mất kết nối");
  part("date").textContent = dateText("vi");
  const said = board?.notice ?? { vi: "Quá lượt? Mời đến bàn Hướng dẫn trong 30 phút, số vẫn giữ nguyên.", en: "Missed your call? See the Help desk within 30 min." };
  part("notice").replaceChildren(icon("info"), el("b", {}, said.vi), el("span", { lang: "en" }, said.en));
  if (!board) return;
  hero();
  list();
  zones();
}

runClock(part("clock"), false);
follow([`board:${zone}`], { board: (told) => { board = told; heard = performance.now(); draw(); } }, (state) => { up = state; draw(); });
setInterval(draw, 1000);
draw();
