/* Why a counter rests and why somebody is set aside: codes in the journal, words on the page. */
import { t } from "./i18n.js";

export const REASONS = {
  pause: ["break", "meeting", "printing", "helping"],
  park: ["papers", "copying", "paying", "companion"],
  cancel: ["asked", "wrong_group", "papers", "gone"],
};
/** Codes that no page offers: a button of a counter box says no more than that it was pressed. */
const ELSEWHERE = ["button"];
/** How a visit can end, unless the plan has words of its own. */
const OUTCOMES = ["received", "more_papers", "guided", "result_given", "declined"];
const known = new Set([...REASONS.pause, ...REASONS.park, ...REASONS.cancel, ...ELSEWHERE, ...OUTCOMES]);

/** A code in the reader's language; whatever else somebody wrote, as it is. */
export const reason = (code) => (known.has(code) ? t(`r_${code}`) : code || "");
