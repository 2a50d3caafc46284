/* Which call is read next: the rules of every loudspeaker of the hall (decision 0030). */
const SENTENCES = 4, LONGEST = 40, OVERTAKEN = 3, REMEMBERED = 500, AT_ONCE_MS = 300;
const same = (one, other) => one.number === other.number && one.counter === other.counter;

/** A queue for one speaker; times are monotonic milliseconds. */
export function line() {
  let waiting = [], asides = [], again = null, ep = 0;
  const known = new Set();
  const lives = (one, now) => now - one.came <= one.call.ttl_s * 1000;

  function isNew(call) {
    if (known.has(call.id) || call.ep < ep) return false;
    ep = call.ep;
    known.add(call.id);
    if (known.size > REMEMBERED) known.delete(known.values().next().value);
    return true;
  }

  /** A call came in; true when it will be read by itself. */
  function offer(call, now) {
    if (!isNew(call)) return false;
    if (call.kind === "cancel") {
      waiting = waiting.filter((one) => !same(one.call, call));
      if (again && same(again.call, call)) again = null;
      return false;
    }
    if (waiting.some((one) => same(one.call, call))) return false; // it is going to be heard anyway
    if (waiting.length >= LONGEST) waiting.splice(Math.max(waiting.findIndex((one) => one.call.kind === "recall"), 0), 1);
    waiting.push({ call, came: now, passed: 0 });
    return true;
  }

  /** A sentence for all, said when nobody waits to be called. */
  function say(name, now, ttl) {
    if (asides.length < SENTENCES && !asides.some((one) => one.name === name)) asides.push({ name, until: now + ttl });
  }

  function aside(now) {
    asides = asides.filter((one) => now <= one.until);
    return asides.shift() ?? null;
  }

  /** What to read now, or null; `brief` has no chime, `second` is for whoever did not catch it. */
  function take(now) {
    waiting = waiting.filter((one) => lives(one, now));
    if (!waiting.length) {
      const found = again;
      again = null;
      return found && lives(found, now) ? found : aside(now);
    }
    const at = Math.max(waiting.findIndex((one) => one.call.kind === "call" || one.passed >= OVERTAKEN), 0);
    const [found] = waiting.splice(at, 1);
    waiting.slice(0, at).forEach((one) => { one.passed += 1; });
    again = { ...found, second: true, brief: true };
    return { ...found, second: false, brief: waiting.length > 0 || now - found.came > AT_ONCE_MS };
  }

  /** The link was lost: nobody knows whether what waits still holds. */
  function clear() {
    [waiting, asides, again] = [[], [], null];
  }
  return { offer, say, take, clear };
}
