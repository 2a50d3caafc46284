/* A card for each zone: how many wait, whether it is too long, and the last hour. */
import { el, icon, svg } from "../lib/dom.js";
import { number, pick, t } from "../lib/i18n.js";
import { minutes } from "../lib/wait.js";
import { min } from "./figures.js";

const lights = { clear: ["check", "ok"], busy: ["warn", "warn"], over: ["over", "over"] };
const WIDTH = 100, HEIGHT = 32;

export const zones = (d) => el("section", { className: "zones" }, el("h2", { className: "unseen" }, t("zones_title")), d.zones.map((z) => card(z, d.zone_lines?.[z.zone] ?? [])));

function card(z, line) {
  const [sign, tone] = lights[z.light];
  const fact = (label, value, more) => el("div", {}, el("dt", {}, t(label)), el("dd", {}, value, more ? el("small", {}, ` ${more}`) : null));
  return el("article", { className: `card zone ${z.light}` }, el("h3", {}, el("b", {}, `${t("zone_short")} ${z.zone}`), el("span", {}, pick(z, "name"))),
    el("div", { className: "big" }, el("p", {}, el("b", {}, number(z.waiting)), el("span", {}, t("waiting_unit"))), spark(line)),
    el("p", { className: "light" }, el("span", { className: `chip ${tone}` }, icon(sign), t(`light_${z.light}`)), el("small", {}, t("last_hour"))),
    el("dl", {}, fact("longest", `${min(z.longest_s)} ${t("min")}`, z.longest_number), fact("told", z.wait ? `${minutes(z.wait)} ${t("min")}` : "—"), fact("open_counters", `${z.open}/${z.total}`)));
}

function spark(line) {
  if (line.length < 2) return null;
  const top = Math.max(...line, 4);
  const points = line.map((v, i) => [(i / (line.length - 1)) * (WIDTH - 6) + 2, HEIGHT - 3 - (v / top) * (HEIGHT - 8)]);
  const path = points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const [x, y] = points.at(-1);
  return svg("svg", { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${t("last_hour")}: ${line.join(", ")}` },
    svg("path", { class: "area", d: `${path}L${x.toFixed(1)} ${HEIGHT}L2 ${HEIGHT}Z` }), svg("path", { class: "stroke", d: path }), svg("circle", { cx: x, cy: y, r: 2.5 }));
}
