/* Somebody has an appointment: its code, on keys that hold only what codes are made of. */
import { el, icon, button, label } from "../dom.js";
import { t, named } from "../say.js";
import { view, online } from "../view.js";
import { notice, titled, ways } from "./parts.js";

export const CODE = 8;
const KEYS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/* What somebody typed, without what no code has. */
export const codeOf = (text) => [...text.toUpperCase()].filter((one) => KEYS.includes(one)).slice(0, CODE).join("");

export function booking(actions) {
  return [titled(t("booking_title"), t("booking_hint")),
    el("div", { className: "code" }, slots(), trouble(),
      el("section", { className: "keys codekeys", "aria-label": t("keyboard") }, [...KEYS].map((one) => button(`code-${one}`, "key", () => actions.code(view.code + one), one)),
        back(actions))),
    el("div", { className: "act" }, ways(actions), take(actions))];
}

const slots = () => el("p", { className: "slots", role: "status", "aria-label": view.code.split("").join(" ") || t("booking_hint") },
  Array.from({ length: CODE }, (_, i) => el("span", { className: `slotted${i === view.code.length ? " next" : ""}` }, view.code[i] ?? "")));

function trouble() {
  if (!online()) return notice("cloud-off", "warn", t("booking_away"));
  if (view.refusal) return notice("triangle-alert", "warn", named(view.refusal));
  return view.unanswered ? notice("clock", "warn", t("no_answer_hint")) : null;
}

function back(actions) {
  const made = button("code-back", "key dark wider", () => actions.code(view.code.slice(0, -1)), icon("delete"));
  made.setAttribute("aria-label", t("erase"));
  return made;
}

function take(actions) {
  const made = button("take", "take", actions.checkIn, view.asking ? null : icon("ticket"), label(view.asking ? t("taking") : t("take")));
  made.disabled = view.asking || view.code.length < CODE || !online();
  return made;
}
