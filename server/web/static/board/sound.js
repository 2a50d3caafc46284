/* The sound card of a board: a chime that is made here, recordings that the server has. */
const RATE_HZ = 22050, CHIME_HZ = [659.26, 523.25], NOTE_S = 0.6, VOLUME = 0.35, BETWEEN_S = 0.06;
const LATE_MS = 2000, KEPT = 400;
let card = null;
const kept = new Map();

/** Open the card. `changed(blocked)` whenever the browser begins or ceases to keep it silent. */
export function open(changed) {
  card = new AudioContext({ sampleRate: RATE_HZ });
  const told = () => changed(card.state !== "running");
  card.onstatechange = told;
  const wake = () => card.resume();
  ["pointerdown", "keydown"].forEach((event) => document.addEventListener(event, wake));
  wake().catch(() => {});
  told();
}

export const isBlocked = () => card.state !== "running";

/** Two falling notes that fade. */
export function chime() {
  const made = card.createBuffer(1, Math.round(2 * NOTE_S * RATE_HZ), RATE_HZ), data = made.getChannelData(0);
  const count = data.length / 2;
  for (let i = 0; i < data.length; i += 1) {
    const at = i % count, hz = CHIME_HZ[i < count ? 0 : 1];
    data[i] = VOLUME * Math.exp((-4 * at) / count) * Math.sin((2 * Math.PI * hz * at) / RATE_HZ);
  }
  return made;
}

/** A recording, or null when the server has none that can be played. It is asked again next time. */
export async function clip(lang, name) {
  const url = `/voice/${lang}/${name}.wav`;
  if (kept.has(url)) return kept.get(url);
  try {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    const made = await card.decodeAudioData(await answer.arrayBuffer());
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value);
    kept.set(url, made);
    return made;
  } catch {
    return null;
  }
}

/** Play one after the other; ends when the last has sounded, or should have. */
export function play(buffers) {
  let at = card.currentTime + 0.02;
  const nodes = buffers.map((buffer) => {
    const node = new AudioBufferSourceNode(card, { buffer });
    node.connect(card.destination);
    node.start(at);
    at += buffer.duration + BETWEEN_S;
    return node;
  });
  const took = (at - card.currentTime) * 1000;
  return new Promise((done) => {
    const hung = setTimeout(() => { nodes.forEach((node) => node.disconnect()); done(); }, took + LATE_MS);
    nodes.at(-1).onended = () => { clearTimeout(hung); done(); };
  });
}
