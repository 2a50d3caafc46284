/* What is to be known before any figure: the hall is closed, nobody has come, or we are cut off. */
import { el, icon } from "../lib/dom.js";
import { hhmm, t } from "../lib/i18n.js";

export function banner(d, up) {
  if (up === false) return strip("warn", "off", t("st_lost", hhmm(d.now)));
  const opens = d.reopens_at ? when(d) : "";
  if (d.hall === "break") return strip("info", "cup", t("st_break", opens));
  if (d.hall === "before") return strip("info", "clock", t("st_before", opens));
  if (d.hall === "closed") return strip("info", "moon", opens ? t("st_closed", opens) : t("st_shut"));
  return d.issued ? null : strip("info", "info", t("st_empty"));
}

/** The hour, and the day when it is another one. */
function when(d) {
  const [, month, day] = d.reopens_at.slice(0, 10).split("-");
  return d.reopens_at.slice(0, 10) === d.now.slice(0, 10) ? hhmm(d.reopens_at) : `${hhmm(d.reopens_at)} ${Number(day)}/${Number(month)}`;
}

const strip = (tone, sign, text) => el("p", { className: `strip ${tone}`, role: "status" }, icon(sign), el("span", {}, text));
