/* No paper comes out of this machine: what can be had here all the same, and where else to go. */
import { el, icon, button, label } from "../dom.js";
import { t, clock } from "../say.js";
import { view, online } from "../view.js";
import { corner, message, notice } from "./parts.js";

/* What keeps paper from coming; a printer that is slow or does not answer may still print. */
const STOPS = ["out", "cover", "unplugged"];
export const noPaper = () => view.hall.paper === "out" || STOPS.includes(view.hall.trouble);

function stopped() {
  if (view.hall.trouble === "cover") return "trouble_cover";
  return view.hall.trouble === "unplugged" ? "trouble_unplugged" : "paper_out";
}

export function paperOut(actions) {
  const other = online() ? view.hall.others?.[0] : null;
  return [corner(), message("printer", "warn", t(stopped()), t(other || phone() ? "paper_choose" : "paper_one")),
    el("div", { className: "choices" },
      phone() ? way("phone", "smartphone", actions.paperless) : null,
      way("paperless", "monitor-smartphone", actions.paperless),
      other ? elsewhere(other) : null),
    staff(), el("p", { className: "other" }, view.other[stopped()])];
}

/* Kept on a phone: only where the centre wants that, and while the phone page can be reached. */
const phone = () => online() && view.hall.centre.phone_numbers;

const way = (key, sign, act) => button(key, "choice", act, el("span", { className: "sign" }, icon(sign)),
  el("span", { className: "words" }, label(t(key)), el("span", { className: "hint" }, t(`${key}_hint`))), icon("chevron-right"));

/* A machine that says itself that it has paper. Not a button: one has to walk there. */
function elsewhere({ id, distance_m, side }) {
  const where = side ? t(`paper_${side}`, distance_m) : distance_m ? t("paper_away", distance_m) : t("paper_there");
  return el("div", { className: "choice plain elsewhere" }, el("span", { className: "sign" }, icon(side === "left" ? "arrow-left" : side === "right" ? "arrow-right" : "printer")),
    el("span", { className: "words" }, label(t("other_machine", id.replace(/^kiosk-/, ""))), el("span", { className: "hint" }, where)));
}

/* Only a machine that is connected can have told anybody. */
function staff() {
  if (!online()) return notice("hand", "warn", t("paper_call"));
  const since = view.hall.stopped_ms;
  return notice("bell-ring", "ok", `${since ? t("paper_told_at", clock(since)) : t("paper_told")} ${t("away_valid")}`);
}
