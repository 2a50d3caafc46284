/* Which calls the board shows large: every one, none for too short a time, none that is over. */

export const FRESH_MS = 20000;
/** So long a call stands large when nobody else is called, and so long at least when others wait. */
const LEAST_MS = 8000, READ_MS = 6500;
const FEW = 3, MANY = 6;
/** So many calls are listed beside those that stand large. */
export const RECENT = 8;
const RECALLED_MS = 1500;

/** Remembers what stands large since when. Times are the page's own monotonic milliseconds. */
export function stage() {
  let held = [], known = false;

  /** Take over a board's rows: whoever is not called any more goes at once, whatever waits. Who came to the counter before
      the call had its turn to be large needs it no more, and would be looked for in vain: the list has it. */
  function follow(rows, now) {
    const called = rows.filter((row) => row.state === "called");
    const before = new Map(held.map((one) => [one.key, one]));
    held = called.map((row) => {
      const key = `${row.number}/${row.counter}`, at = now - row.age_ms, had = before.get(key);
      if (had && at - had.at < RECALLED_MS) return Object.assign(had, { row });
      return { key, at, row, since: null, isOld: row.age_ms >= FRESH_MS, isFound: !known };
    }).sort((a, b) => a.at - b.at);
    known = true;
  }

  /** Those large now, in the order of their calls, and those that wait to be. */
  function shown(now) {
    const live = held.filter((one) => !one.isOld);
    const waiting = () => live.filter((one) => one.since === null);
    const large = () => live.filter((one) => one.since !== null && !one.isOld);
    const slots = waiting().length + large().length > MANY || large().length > FEW ? MANY : FEW;
    for (const one of large()) {
      const crowded = waiting().length > slots - large().length;
      if (now - one.since >= (crowded ? LEAST_MS : FRESH_MS)) one.isOld = true;
    }
    for (const one of waiting().slice(0, Math.max(slots - large().length, 0))) one.since = one.isFound || now - one.at < RECALLED_MS ? one.at : now;
    return { large: large(), waiting: waiting() };
  }
  return { follow, shown };
}

/** `hero`: large rows in spoken order, each with `word`; `list`: the eight newest of all others; `all`: of all. */
export function sorted(board, heard, calls, now) {
  const aged = (rows) => rows.map((row) => ({ ...row, age_ms: row.age_ms + (now - heard) }));
  const held = aged(board.rows);
  calls.follow(held, now);
  const { large, waiting } = calls.shown(now);
  const hero = worded(large, now);
  const fresh = new Set(waiting.map(({ row }) => row));
  const rest = [...held, ...aged(board.recent ?? [])].sort((a, b) => a.age_ms - b.age_ms);
  const all = rest.slice(0, RECENT);
  const last = hero.length || board.hall !== "open" ? null : rest[0] ?? null;
  const list = rest.filter((row) => !hero.includes(row) && row !== last).slice(0, RECENT);
  return { hero, last, all, list: list.map((row) => ({ ...row, fresh: fresh.has(row) })) };
}

/** One call is read after the other; which, is only guessed while they are few. */
function worded(large, now) {
  let ends = -Infinity;
  const coming = ["b_reading", "b_next", "b_then"];
  return large.map(({ row, since }) => {
    ends = Math.max(since, ends) + READ_MS;
    const word = large.length > FEW ? null : ends <= now ? "b_read" : coming.shift();
    return Object.assign(row, { word });
  });
}
