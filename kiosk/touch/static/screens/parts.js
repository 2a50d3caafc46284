/* Parts that several screens share. */
import { el, icon, button, label } from "../dom.js";
import { t } from "../say.js";

export const corner = () => el("img", { className: "corner", src: "/static/corner.svg", alt: "" });

export const ways = (actions) => el("div", { className: "ways" },
  button("back", "quiet way", actions.back, icon("arrow-left"), label(t("back"))),
  button("home", "quiet way", actions.home, icon("house"), label(t("home"))));

export const titled = (text, above) => el("div", { className: "title" }, above ? el("p", { className: "above" }, above) : null, el("h1", {}, text));

export const message = (name, kind, title, ...lines) =>
  el("section", { className: `message ${kind}`, role: "status" }, el("span", { className: "sign" }, icon(name)), el("h1", {}, title), ...lines.filter(Boolean).map((line) => el("p", {}, line)));

export const notice = (name, kind, text) => el("p", { className: `notice ${kind}`, role: "alert" }, icon(name), el("span", {}, text));

/* Pages of a list: as even as they go, so that none is nearly empty. */
export function paged(list, most, page, turn) {
  const count = Math.max(Math.ceil(list.length / most), 1), size = Math.ceil(list.length / count);
  const at = Math.min(page, count - 1);
  return [list.slice(at * size, at * size + size), count < 2 ? null : turner(count, at, turn)];
}

export const turner = (count, at, turn) => el("div", { className: "turn" },
  el("button", { type: "button", className: "quiet page", "aria-label": t("page_before"), "data-key": "before", onclick: () => turn((at + count - 1) % count) }, icon("chevron-left")),
  el("span", { className: "pages" }, `${at + 1}/${count}`),
  button("after", "quiet page", () => turn((at + 1) % count), label(t("page_after")), icon("chevron-right")));
