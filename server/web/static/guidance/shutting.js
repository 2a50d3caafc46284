/* Closing a group for newcomers: which, why in both languages, and until when. Nothing is chosen before. */
import { el } from "../lib/dom.js";
import { also, lang, pick, t } from "../lib/i18n.js";
import { now } from "../lib/live.js";
import { ask } from "../console/dialogs.js";

const USUAL = ["system", "staff", "full", "power"];

/** `done(code, body)` gets what `POST /groups/{code}/close` wants. */
export function askShut(groups, chosen, done) {
  const open = groups.filter((g) => !g.closed_by_staff);
  const which = el("select", { name: "group", "data-first": "" }, el("option", { value: "", selected: !chosen }, "—"), open.map((g) => el("option", { value: g.code, selected: g.code === chosen }, `${g.code} · ${pick(g, "name")}`)));
  const choice = (code) => el("label", { className: "choice" }, el("input", { type: "radio", name: "why", value: code }), el("span", {}, t(`g_why_${code}`)));
  const words = el("input", { name: "words", maxLength: 200, autocomplete: "off", placeholder: t("g_why"), ariaLabel: t("g_why") });
  const other = el("input", { name: "other", maxLength: 200, autocomplete: "off", placeholder: t("g_why_other"), ariaLabel: t("g_why_other") });
  const until = el("input", { name: "until", type: "time" });
  which.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); form.requestSubmit(); } });
  const own = el("div", { className: "choices", hidden: true }, words, other);
  const form = ask(t("g_shut_ask"), [el("label", {}, t("g_group"), which), el("div", { className: "choices two", role: "radiogroup", ariaLabel: t("g_why") }, [...USUAL, "own"].map(choice)), own, el("label", {}, t("g_until"), until)], t("g_shut_one"), () => {
    const why = form.elements.why.value;
    if (!which.value) { which.focus(); return t("g_choose"); }
    if (!why) { form.elements.why[0].focus(); return t("say_reason"); }
    const said = words.value.trim();
    if (why === "own" && !said) { words.focus(); return t("say_reason"); }
    const mine = why === "own" ? said : t(`g_why_${why}`);
    const theirs = why === "own" ? other.value.trim() : also(`g_why_${why}`);
    const [vi, en] = lang === "vi" ? [mine, theirs] : [theirs, mine];
    return void done(which.value, { reason_vi: vi, reason_en: en, ...(until.value ? { until: moment(until.value) } : {}) });
  });
  form.closest("dialog").classList.remove("wide");
  form.addEventListener("change", (event) => {
    if (event.target.name !== "why") return;
    own.hidden = event.target.value !== "own";
    if (!own.hidden) words.focus();
  });
}

/** A time of today on the hall's wall, with its offset. */
export function moment(time) {
  const here = document.documentElement.dataset.now;
  const offset = /([+-]\d\d:\d\d|Z)$/.exec(here)[1];
  const minutes = offset === "Z" ? 0 : Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  const day = new Date(now().getTime() + minutes * 60000).toISOString().slice(0, 10);
  return `${day}T${time}:00${offset}`;
}
