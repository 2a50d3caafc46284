/* Words on the boards of a zone or of the whole hall: which, where, and until when. */
import { el, icon } from "../lib/dom.js";
import { also, hhmm, lang, t } from "../lib/i18n.js";
import { ask } from "../console/dialogs.js";
import { moment } from "./shutting.js";

const USUAL = ["slow", "papers", "quiet", "lost"];
const ALL = "hall";
const placed = (place) => (place === ALL ? t("an_all") : t("an_zone", place));

/** `done(body)` gets what `POST /announcements` wants. */
export function askAnnounce(zones, done) {
  const where = el("select", { name: "place", "data-first": "" }, [ALL, ...zones].map((place) => el("option", { value: place }, placed(place))));
  const choice = (code) => el("label", { className: "choice" }, el("input", { type: "radio", name: "what", value: code }), el("span", {}, t(`an_say_${code}`)));
  const field = (name, key) => el("input", { name, maxLength: 120, autocomplete: "off", placeholder: t(key), ariaLabel: t(key) });
  const vi = field("vi", "an_vi"), en = field("en", "an_en");
  const own = el("div", { className: "choices", hidden: true }, vi, en);
  const until = el("input", { name: "until", type: "time" });
  where.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); form.requestSubmit(); } });
  const form = ask(t("an_ask"), [el("label", {}, t("an_where"), where), el("div", { className: "choices two", role: "radiogroup", ariaLabel: t("an_what") }, [...USUAL, "own"].map(choice)), own, el("label", {}, t("an_until"), until)], t("an_show"), () => {
    const what = form.elements.what.value;
    if (!what) { form.elements.what[0].focus(); return t("an_empty"); }
    if (what === "own" && !vi.value.trim() && !en.value.trim()) { vi.focus(); return t("an_empty"); }
    const usual = [t(`an_say_${what}`), also(`an_say_${what}`)];
    const said = what === "own" ? [vi.value, en.value] : lang === "vi" ? usual : usual.reverse();
    return void done({ place: where.value, vi: said[0], en: said[1], ...(until.value ? { until: moment(until.value) } : {}) });
  });
  form.closest("dialog").classList.remove("wide");
  form.addEventListener("change", (event) => {
    if (event.target.name !== "what") return;
    own.hidden = event.target.value !== "own";
    if (!own.hidden) vi.focus();
  });
}

/** What boards say now, as a line of what staff have to mind, with its end. */
export const announced = (one) => el("li", { "data-key": `n${one.place}`, className: "info" }, icon("info"),
  el("div", {}, el("b", {}, one[lang]), el("small", {}, `${placed(one.place)} · ${one.until ? t("an_till", hhmm(one.until)) : t("an_today")}`)),
  el("button", { type: "button", "data-place": one.place }, t("an_end")));
