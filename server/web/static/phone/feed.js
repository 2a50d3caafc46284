/* What a phone hears: by socket, and where sockets are blocked by asking now and then. */
import { get } from "../lib/api.js";
import { follow, keepTime } from "../lib/live.js";

/** Figures older than this are shown as old. */
const STALE_MS = 30000;
/** Asks this often, by chance anywhere in between, so that a hall of phones does not ask at once. */
const LEAST_MS = 5000, MOST_MS = 10000;
/** After a failure it asks later and later, up to this. */
const LONGEST_MS = 60000;

/** Follows a ticket: `take(document)`; `beat()` when the server lives; `stale()` when it seems not to.
    Returns a function that looks at once. */
export function feed(key, take, { beat, stale }) {
  let heard = performance.now(), up = null, failures = 0, timer = null, told = false;
  const fresh = () => { heard = performance.now(); failures = 0; told = false; };
  const later = () => Math.min((LEAST_MS + Math.random() * (MOST_MS - LEAST_MS)) * Math.pow(2, failures), LONGEST_MS);

  async function look() {
    const answer = await get(`/tickets/${key}`);
    if (answer.ok) { keepTime(answer.body.now); fresh(); take(answer.body); }
    else if (answer.status === 404) location.reload();
    else failures += 1;
  }
  function plan() {
    clearTimeout(timer);
    timer = up ? null : setTimeout(async () => { await look(); plan(); }, later());
  }

  follow([`ticket:${key}`], { ticket: (document) => { fresh(); take(document); }, time: () => { fresh(); beat(); } }, (state) => { up = state; plan(); });
  plan();
  setInterval(() => {
    if (!told && performance.now() - heard > STALE_MS) { told = true; stale(); }
  }, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && performance.now() - heard > LEAST_MS) look(); });
  return look;
}
