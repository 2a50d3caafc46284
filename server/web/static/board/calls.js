/* Which calls the board shows large, and in which order they are read aloud. */
export const FRESH_MS = 20000;
const READ_MS = 6500, HERO = 3, RECENT = 8;

const bySpoken = (a, b) => b.age_ms - a.age_ms;

/** Rows with their age now; `heard` is when the board came. */
const aged = (rows, heard) => rows.map((row) => ({ ...row, age_ms: row.age_ms + (performance.now() - heard) }));

/** `hero`: at most three, in spoken order, each with `word`; `list`: the eight newest of all others. */
export function sorted(board, heard) {
  const held = aged(board.rows, heard), over = aged(board.recent ?? [], heard);
  const fresh = held.filter((row) => row.state === "called" && row.age_ms < FRESH_MS).sort(bySpoken);
  const hero = worded(fresh);
  const shown = new Set(hero);
  const rest = [...held, ...over].sort((a, b) => a.age_ms - b.age_ms);
  const last = hero.length || board.hall !== "open" ? null : rest[0] ?? null;
  const list = rest.filter((row) => !shown.has(row) && row !== last).slice(0, RECENT);
  return { hero, last, list: list.map((row) => ({ ...row, fresh: fresh.includes(row) })) };
}

/** One call is read after the other: what is not read yet stays, then what was read last. */
function worded(fresh) {
  let ends = -Infinity;
  const words = fresh.map((row) => {
    const start = Math.max(-row.age_ms, ends);
    ends = start + READ_MS;
    return { row, start, end: ends };
  });
  const read = words.filter(({ end }) => end <= 0), unread = words.filter(({ end }) => end > 0).slice(0, HERO);
  const chosen = [...read.slice(Math.max(read.length + unread.length - HERO, 0)), ...unread];
  const coming = ["b_reading", "b_next", "b_then"];
  chosen.forEach((one) => { one.row.word = one.end <= 0 ? "b_read" : coming[unread.indexOf(one)]; });
  return chosen.map(({ row }) => row);
}
