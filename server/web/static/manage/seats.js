/* Who sits where, for those who may know it: it is asked for now and then, and never broadcast. */
import { get } from "../lib/api.js";

const AGAIN_MS = 30000;
const names = new Map();

/** The counters of `d` with the names that are known here. */
export const seated = (d) => ({ ...d, counters: d.counters.map((c) => (c.state === "closed" ? c : { ...c, officer: c.officer ?? names.get(c.number) ?? null })) });

export function keep(d) {
  names.clear();
  for (const c of d.counters) if (c.officer) names.set(c.number, c.officer);
}

export function ask() {
  setInterval(async () => {
    const { ok, body } = await get("/live");
    if (ok) keep(body);
  }, AGAIN_MS);
}
