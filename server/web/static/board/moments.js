/* When a sentence for all is due: its moment passes while this board listens, as with loudspeakers. */
const DEAF_MS = 60000, LATE_MS = 600000, REMEMBERED = 50;

/** `due(sentences, hall, now)`: names to be said; `hall` is the hall's time, `now` monotonic, in ms. */
export function moments() {
  const told = new Set();
  let before = null;
  return function due(sentences, hall, now) {
    const last = before;
    before = { hall, now };
    if (!last || now - last.now > DEAF_MS) return [];
    const found = sentences.filter(({ say, at }) => {
      const ms = Date.parse(at);
      return last.hall < ms && ms <= hall && hall - ms <= LATE_MS && !told.has(`${say} ${at}`);
    });
    found.forEach(({ say, at }) => told.add(`${say} ${at}`));
    while (told.size > REMEMBERED) told.delete(told.values().next().value);
    return found.map(({ say }) => say);
  };
}
