/* Which recordings make a call, in their order: the pack of clips that docs/voice.md describes. */
const WHOLE_COUNTERS = 40;
const LARGEST = 9999;

/** Names of the clips of a call; null for a number that has no clips. */
export function clipsOf({ number, counter, kind, priority, results }, lang, style = "cardinal") {
  if (number > LARGEST) return null;
  const head = priority ? `${kind}-priority` : kind;
  const to = counter <= WHOLE_COUNTERS ? [`counter-${counter}`] : ["to", ...numberClips(counter, lang)];
  const said = style === "digits" ? [...`${number}`] : numberClips(number, lang);
  return [head, ...said, ...to, ...(results ? ["results"] : [])];
}

/** Thousands, hundreds and the rest, three clips at the most. */
export function numberClips(number, lang) {
  const thousands = Math.floor(number / 1000), hundreds = Math.floor(number / 100) % 10, tail = number % 100;
  const names = thousands ? [`${thousands}000`] : [];
  if (hundreds || (thousands && tail && lang === "vi")) names.push(`${hundreds || "0"}00`);
  if (tail || !number) names.push(number >= 100 ? after(tail, lang) : `${tail}`);
  return names;
}

function after(tail, lang) {
  if (lang === "en") return `and-${tail}`;
  return tail < 10 ? `0${tail}` : `${tail}`;
}
