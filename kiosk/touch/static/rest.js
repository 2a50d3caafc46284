/* Going home by itself: a warning first, more time by one touch, then everything is cleared. */
import { el, icon, button, label } from "./dom.js";
import { t } from "./say.js";

export const IDLE_S = 60;
export const DONE_S = 20;
const MORE_S = 30;
const WARN_S = 20;
let left = 0, home = () => {}, mode = "none", idle = IDLE_S;
const dialog = document.getElementById("still");

export const secondsLeft = () => left;

/** After how many seconds without a touch it goes home; undefined is as delivered. */
export const idleFor = (seconds = IDLE_S) => { idle = seconds; };

/* `none`: stay; `idle`: warn, then go home; `done`: count down on the page itself. */
export function rest(kind, seconds, whenOver) {
  mode = kind;
  left = kind === "idle" ? idle : seconds;
  home = whenOver ?? home;
  show();
}

export function touched() {
  if (mode === "idle" && left > WARN_S) left = Math.max(left, idle);
}

export function moreTime() {
  left = mode === "done" ? left + MORE_S : idle;
  show();
}

/* At least so many seconds without a warning: what is being read aloud is heard to its end. */
export function atLeast(seconds) {
  const wanted = mode === "idle" ? seconds + WARN_S : seconds;
  if (mode === "none" || left >= wanted) return;
  left = wanted;
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
    document.dispatchEvent(new Event("warned"));
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
