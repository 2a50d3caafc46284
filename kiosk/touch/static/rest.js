/* Going home by itself: a warning first, more time by one touch, then everything is cleared. */
import { el, icon, button, label } from "./dom.js";
import { t } from "./say.js";

export const IDLE_S = 60, DONE_S = 20, MORE_S = 30;
const WARN_S = 20;
let left = 0, home = () => {}, mode = "none";
const dialog = document.getElementById("still");

export const secondsLeft = () => left;

/* `none`: stay; `idle`: warn, then go home; `done`: count down on the page itself. */
export function rest(kind, seconds, whenOver) {
  mode = kind;
  left = seconds;
  home = whenOver ?? home;
  show();
}

export function touched() {
  if (mode === "idle" && left > WARN_S) left = IDLE_S;
}

export function moreTime() {
  left = mode === "done" ? left + MORE_S : IDLE_S;
  show();
}

function show() {
  const asks = mode === "idle" && left <= WARN_S && left > 0;
  const ring = document.getElementById("left");
  if (ring) ring.textContent = String(left);
  if (!asks) {
    if (dialog.open) dialog.close();
    return;
  }
  if (!dialog.open) {
    dialog.replaceChildren(
      el("p", { className: "ask" }, t("still_there")),
      el("p", { className: "ring", id: "warned" }),
      button("more", "primary wide", moreTime, icon("timer"), label(t("more_time"))),
      button("leave", "quiet wide", () => home(), icon("house"), label(t("home"))));
    dialog.showModal();
    dialog.querySelector("button").focus();
  }
  document.getElementById("warned").textContent = String(left);
}

setInterval(() => {
  if (mode === "none") return;
  left -= 1;
  if (left > 0) return show();
  mode = "none";
  show();
  home();
}, 1000);
