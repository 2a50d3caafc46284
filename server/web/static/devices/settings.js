/* How a device is wanted to be set, and whether it follows. What is left empty is as delivered. */
import { el, icon } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

const MOST = 8;

function followed({ rev, applied }) {
  if (!rev) return ["info", "info", t("dv_f_never")];
  if (!applied || applied.rev !== rev) return ["warn", "clock", t("dv_f_waits")];
  return applied.ok ? ["ok", "check", t("dv_f_ok")] : ["over", "over", t("dv_f_refused", applied.reason ?? "")];
}

const step = (row, i) => el("div", { className: "pair", "data-key": `b${i}` },
  el("label", {}, t("dv_from"), el("input", { type: "time", name: "from", "aria-label": `${t("dv_from")} ${i + 1}`, value: row?.from ?? "" })),
  el("label", {}, t("dv_percent"), el("input", { type: "number", min: 1, max: 100, name: "percent", "aria-label": `${t("dv_percent")} ${i + 1}`, value: row?.percent ?? "" })));

const FIELDS = {
  brightness: (value = []) => el("fieldset", { "data-key": "brightness" }, el("legend", {}, t("dv_brightness")), [...value, undefined].slice(0, MOST).map(step)),
  blink: (value) => el("label", { "data-key": "blink" }, t("dv_blink"), el("select", { name: "blink" },
    [["", t("dv_delivered")], ["yes", t("dv_yes")], ["no", t("dv_no")]].map(([key, word]) => el("option", { value: key, selected: key === (value === undefined ? "" : value ? "yes" : "no") }, word)))),
  idle_s: (value) => el("label", { "data-key": "idle" }, t("dv_idle"), el("input", { type: "number", name: "idle_s", min: 30, max: 300, placeholder: "60", value: value ?? "" })),
  volume: (value) => el("label", { "data-key": "volume" }, t("dv_volume"), el("input", { type: "number", name: "volume", min: 0, max: 100, placeholder: "100", value: value ?? "" })),
};

export function form(one, may) {
  const told = one.settings;
  if (!told) return null;
  const [kind, sign, words] = followed(told);
  return el("section", { "data-key": `settings ${one.id} ${told.rev}` }, el("h3", {}, t("dv_settings")), el("p", { className: `chip ${kind}` }, icon(sign), words),
    el("form", { id: "settings", "data-device": one.id }, el("fieldset", { className: "plain", disabled: !may.manage }, el("legend", { className: "unseen" }, t("dv_settings")), told.names.map((name) => FIELDS[name](told.wanted[name])),
      may.manage ? el("button", { type: "submit", className: "strong" }, t("dv_save")) : null)));
}

/** The settings of a form, as they are sent. */
export function sent(form_) {
  const data = new FormData(form_), made = {};
  const steps = data.getAll("from").map((from, i) => ({ from, percent: Number(data.getAll("percent")[i]) })).filter((row) => row.from);
  if (steps.length) made.brightness = steps.sort((a, b) => (a.from < b.from ? -1 : 1));
  if (data.get("blink")) made.blink = data.get("blink") === "yes";
  for (const name of ["idle_s", "volume"]) if (data.get(name)) made[name] = Number(data.get(name));
  return made;
}
