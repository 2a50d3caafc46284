/* Why a counter rests and why somebody is set aside: codes in the journal, words on the page. */
import { t } from "./i18n.js";

export const REASONS = {
  pause: ["break", "meeting", "printing", "helping"],
  park: ["papers", "copying", "paying", "companion"],
};
/** Codes that no page offers: a button of a counter box says no more than that it was pressed. */
const ELSEWHERE = ["button"];
const known = new Set([...REASONS.pause, ...REASONS.park, ...ELSEWHERE]);

/** A code in the reader's language; whatever else somebody wrote, as it is. */
export const reason = (code) => (known.has(code) ? t(`r_${code}`) : code ?? "");
