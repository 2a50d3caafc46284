/* A chart in its card, with its foot and its table. */
import { el } from "../lib/dom.js";
import { number, t } from "../lib/i18n.js";
import { meaning } from "./figures.js";

const MEANS = { arrivals: "usual", line: "ahead" };
export const panel = (name, title, foot, drawn, table) => el("section", { className: `card ${name}` }, el("h2", {}, meaning(MEANS[name], title), el("span", {}, foot)), drawn, table);

const said = (value) => (typeof value === "number" ? number(value) : value ?? "—");
export const table = (heads, rows) => el("details", {}, el("summary", {}, t("as_table")), el("div", { className: "rows", tabIndex: 0 }, el("table", {}, el("thead", {}, el("tr", {}, heads.map((h) => el("th", { scope: "col" }, h)))), el("tbody", {}, rows.map(([head, ...rest]) => el("tr", {}, el("th", { scope: "row" }, head), rest.map((v) => el("td", {}, said(v)))))))));

export const none = (name, title, why) => panel(name, title, "", el("p", { className: "muted" }, why));
