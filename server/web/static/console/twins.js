/* The same counter twice: another tab of this browser, or another officer who sits there. */
import { newKey } from "../lib/api.js";
import { el, icon } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { number, state } from "./state.js";

const ASK_MS = 1500, GONE_MS = 4000;
const me = newKey();
const seen = new Map();

/** Ask now and then who else is here; tabs in the background answer, for messages are not throttled. */
export function watchTwins(changed) {
  const channel = new BroadcastChannel(`counter-${number}`);
  channel.addEventListener("message", ({ data }) => {
    if (data.asks) channel.postMessage({ from: me });
    const known = twins();
    if (data.leaves) seen.delete(data.from);
    else seen.set(data.from, performance.now());
    if (twins() !== known) changed();
  });
  const ask = () => channel.postMessage({ from: me, asks: true });
  addEventListener("pagehide", () => channel.postMessage({ from: me, leaves: true }));
  setInterval(ask, ASK_MS);
  ask();
}

const twins = () => [...seen.values()].filter((at) => performance.now() - at < GONE_MS).length;

/** What the officer must know before pressing, or null. */
export function twice() {
  const own = document.body.dataset.name, sits = state.desk.officer;
  const said = [twins() ? t("other_tab") : "", sits && sits !== own && state.desk.state !== "closed" ? t("sits_here", sits, own) : ""].filter(Boolean);
  return said.length ? el("p", { className: "twice", role: "alert" }, icon("people"), said.join(" ")) : null;
}
