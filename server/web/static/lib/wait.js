/* How a wait is said, everywhere: whole steps of five minutes, rounded outward, and the clock times
   of the same rounded ends. The kiosk and the paper keep to the same rule. */
const STEP_S = 300;

/** {low, high} in whole minutes, at least five apart; null when the wait is not known. */
function range(wait) {
  if (!wait) return null;
  const low = Math.floor(wait.low_s / STEP_S) * 5;
  return { low, high: Math.max(Math.ceil(wait.high_s / STEP_S) * 5, low + 5) };
}

/** "15–25", or "" when it is not known. */
export function minutes(wait) {
  const told = range(wait);
  return told ? `${told.low}–${told.high}` : "";
}

/** With the words of `t`: about 15–25 minutes; under 5 minutes; cannot be estimated yet. */
export function inWords(t, wait) {
  const told = range(wait);
  if (!told) return t("unknown_wait");
  return told.low === 0 ? t("under", told.high) : t("about", `${told.low}–${told.high}`);
}

/** "09:40–09:50" for a wait that was told at `now` (ISO 8601), or "" when it is not known. */
export function clock(wait, now) {
  const told = range(wait);
  if (!told) return "";
  const from = end(wait.at_low, wait.low_s, told.low, now);
  return `${from}–${end(wait.at_high, wait.high_s, told.high, now)}`;
}

/** `minutes` from `now` on the hall's wall; later where the centre is closed in between. */
function end(at, seconds, minutes, now) {
  const moment = Math.max(Date.parse(at) + (minutes * 60 - seconds) * 1000, Date.parse(now) + minutes * 60000);
  const [, sign, hours, rest] = /([+-])(\d\d):(\d\d)$/.exec(now) || ["", "+", "00", "00"];
  const offset = Number(`${sign}1`) * (Number(hours) * 60 + Number(rest));
  return new Date(moment + offset * 60000).toISOString().slice(11, 16);
}
