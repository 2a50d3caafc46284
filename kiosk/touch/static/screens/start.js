/* The first screen: what do you need today; or why nobody can be served now. */
import { el, icon, button, label } from "../dom.js";
import { t, also, named, people, reopens, clock } from "../say.js";
import { view, needs, groups, offered, online, issuing } from "../view.js";
import { corner, message, notice } from "./parts.js";
import { noPaper, paperOut } from "./paperout.js";

export function start(actions) {
  if (view.hall?.online && !view.hall.centre) return loading();
  if (!issuing()) return away();
  if (!groups().length) return loading();
  if (noPaper() && !view.paperless) return paperOut(actions);
  if (!groups().some((g) => g.open)) return shut();
  return [online() ? corner() : null, online() ? hall() : byItself(), el("h1", { className: "ask" }, t("ask")), el("p", { className: "other" }, also(online() ? "ask" : "alone_unknown")),
    el("div", { className: "needs" }, doors().map((need) => tile(need, actions))), entries(actions), unusual() ?? reader()];
}

const loading = () => [corner(), message("clock", "info", t("loading"))];
const doors = () => needs.filter((need) => offered(need.key).length);
const total = () => groups().reduce((sum, g) => sum + g.waiting, 0);

function hall() {
  return el("p", { className: "hall" }, el("span", { className: `pill ${view.hall.centre.hall}` }, t(`hall_${view.hall.centre.hall}`)),
    el("span", {}, t("waiting_all", people(total()))));
}

function tile(need, actions) {
  const found = offered(need.key), isFirst = need.key === "submit";
  const shutNow = !found.some((g) => g.open);
  const count = found.reduce((sum, g) => sum + g.waiting, 0);
  const side = online() && !isFirst && !shutNow ? el("span", { className: "count" }, el("b", {}, String(count)), t("waiting")) : null;
  const hint = shutNow ? named(found[0].reason) || t("closed_group") : t(`${need.key}_hint`);
  const made = button(need.key, `need ${isFirst ? "first" : ""}`, () => actions.need(need),
    el("span", { className: "sign" }, icon(need.icon)), label(t(need.key)), el("span", { className: "hint" }, hint), side);
  made.disabled = shutNow;
  return made;
}

const finder = (actions) => button("search", "finder", actions.search, icon("search"),
  el("span", { className: "words" }, label(t("search")), el("span", { className: "example" }, t("search_example"))), icon("keyboard"));

function entries(actions) {
  if (!view.hall.centre?.booking || !online()) return finder(actions);
  const booked = button("booking", "finder booked", actions.booking, icon("calendar-check"), el("span", { className: "words" }, label(t("booking"))));
  return el("div", { className: "doors" }, finder(actions), booked);
}

const SCANNED = { card: "scan_card", unknown: "scan_unknown" };

/* A picture of the reader, not a button: a code may be held before it on every screen. */
function reader() {
  if (!view.hall.scanner) return null;
  if (!online()) return el("p", { className: "reader away" }, icon("scan-line"), el("span", {}, t("scan_away")));
  return el("aside", { className: "reader" }, icon("scan-line"), el("div", {}, el("b", {}, t(SCANNED[view.scanned] ?? "scan_ask")), el("p", {}, t("scan_how"))));
}

/* The server is away, and this machine goes on with the numbers that it keeps for that. */
function byItself() {
  const since = view.hall.alone.since_ms ?? view.hall.lost_ms;
  const line = (name, key) => el("li", {}, icon(name), el("span", {}, t(key)));
  return el("section", { className: "byitself", role: "status" }, icon("cloud-off"),
    el("div", { className: "words" }, el("h2", {}, t("alone")), el("p", {}, since ? t("away_since", clock(since)) : t("away_always"))),
    el("ul", {}, line("check", "alone_valid"), line("minus", "alone_unknown"), line("check", "alone_order"), line("minus", "alone_phone")));
}

function unusual() {
  const centre = view.hall.centre;
  if (!online()) return null;
  if (["mute", "slow"].includes(view.hall.trouble)) return notice("printer", "warn", t("trouble_slow"));
  if (noPaper()) return notice("printer", "warn", t("paperless_now"));
  if (centre.hall === "open") return null;
  return notice("clock", "info", `${t(`long_${centre.hall}`)} ${reopens(centre.reopens_at)}`);
}

function away() {
  const since = view.hall?.lost_ms ? t("away_since", clock(view.hall.lost_ms)) : t("away_always");
  return [corner(), message("cloud-off", "warn", t("away"), since),
    el("ul", { className: "still" },
      el("li", {}, icon("check"), t("away_valid")), el("li", {}, icon("check"), t("away_again")), el("li", {}, icon("map-pin"), t("away_desk"))),
    el("p", { className: "other" }, view.other.away)];
}

function shut() {
  const centre = view.hall.centre;
  const reason = named(groups().find((g) => g.reason)?.reason);
  const title = centre.hall === "open" ? t("no_group") : t(`long_${centre.hall}`);
  return [corner(), message("clock", "info", title, reopens(centre.reopens_at) || reason),
    el("p", { className: "other" }, view.other[centre.hall === "open" ? "no_group" : `long_${centre.hall}`])];
}
