/* Tells the holder when the turn is near and when it is there: sound, vibration, a notification. */
import { pick, t } from "../lib/i18n.js";

/** Hertz and seconds of the chime: two notes of a major third. */
const NOTES = [[659, 0], [831, 0.18]];
const LOUDNESS = 0.25;
let audio = null, worker = null, wanted = false, before = "";

/** After a touch: sound, and notifications where they may be. Answers what will work, and why not more. */
export async function listen() {
  wanted = true;
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (Audio && !audio) audio = new Audio();
  if (audio && audio.resume) audio.resume();
  chime();
  keepAwake();
  if (window.isSecureContext === false) return "insecure";
  if (!window.Notification || !navigator.serviceWorker) return "unsupported";
  const allowed = await Notification.requestPermission();
  if (allowed !== "granted") return "denied";
  worker = await navigator.serviceWorker.register("/static/phone/sw.js").catch(() => null);
  return worker ? "full" : "unsupported";
}

/** Once for every step: near, called, called again. */
export function news(ticket, isNear) {
  const step = ticket.state === "called" ? `called${ticket.calls}` : isNear ? "near" : ticket.state;
  if (step === before) return;
  const first = before === "";
  before = step;
  if (ticket.state === "called") arrive(ticket);
  else document.getElementById("say").textContent = "";
  if (step === "near" && wanted && !first) {
    shake([200]);
    chime();
    notify(t("near"), `${t("your_number")}: ${ticket.number}`);
  }
}

function arrive(ticket) {
  const said = `${t("your_turn")}. ${t("go_to")} ${t("counter")} ${ticket.counter}`;
  document.getElementById("say").textContent = said;
  shake([300, 150, 300]);
  if (!wanted) return;
  chime();
  notify(said, `${t("your_number")}: ${ticket.number} · ${pick(ticket, "zone")}`);
}

function shake(pattern) {
  const { userActivation } = navigator; // browsers refuse, and complain, before the first touch
  if (navigator.vibrate && !(userActivation && !userActivation.hasBeenActive)) navigator.vibrate(pattern);
}

function chime() {
  if (!audio) return;
  for (const [pitch, after] of NOTES) {
    const tone = audio.createOscillator(), volume = audio.createGain(), begins = audio.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUDNESS, begins);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.6);
    tone.connect(volume);
    volume.connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 0.6);
  }
}

function notify(title, body) {
  if (worker && document.hidden) worker.showNotification(title, { body, tag: "luot", icon: "/static/flower.svg", data: location.href });
}

/** The screen stays on where the browser can do that; else nothing is lost. */
function keepAwake() {
  if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => null);
}
