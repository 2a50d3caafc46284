/* What a board lets be heard: a chime at each call, and when it is asked to, the call itself. */
import { line } from "./line.js";
import { clipsOf } from "./clips.js";
import * as sound from "./sound.js";

const CHIME_AT_MOST_MS = 3000, SENTENCE_TTL_MS = 300000;
export const UNSET = "LUOT_VOICE";

/**
 * `?voice=1` (or `vi`, `en`, `vi,en`) asks for the voice, `?chime=0` for no chime. `served` is what the
 * server has: the style of its recordings, or nothing.
 */
export function wanted(search, own, served) {
  const asked = new URLSearchParams(search), voice = asked.get("voice") ?? "";
  const langs = voice === "1" ? [own] : voice.split(",").filter((lang) => lang === "vi" || lang === "en");
  return { langs: served ? langs : [], style: served, unset: !served && langs.length > 0, chime: asked.get("chime") !== "0" };
}

/** `tell({ blocked, missing })`: what staff should know. Returns `heard(call)`, `say(names)` and `lost()`. */
export function speaker({ langs, style, unset, chime }, tell) {
  const queue = line();
  let busy = false, chimed = -Infinity, missing = unset ? UNSET : "", blocked = false;
  const tellStaff = () => tell({ blocked, missing });
  if (!chime && !langs.length) {
    tellStaff();
    return { heard() {}, say() {}, lost() {} };
  }
  sound.open((silent) => { blocked = silent; tellStaff(); });
  const bell = sound.chime();

  function heard(call) {
    const now = performance.now(), isNew = queue.offer(call, now);
    if (langs.length) return busy || read();
    queue.clear();
    return isNew && ring(now);
  }

  /** Sentences for all, by name. */
  function say(names) {
    if (!langs.length) return;
    names.forEach((name) => queue.say(name, performance.now(), SENTENCE_TTL_MS));
    if (!busy) read();
  }

  function ring(now) {
    if (sound.isBlocked() || now - chimed < CHIME_AT_MOST_MS) return;
    chimed = now;
    sound.play([bell]);
  }

  async function read() {
    busy = true;
    for (let next = queue.take(performance.now()); next; next = queue.take(performance.now())) {
      if (sound.isBlocked()) continue;
      const said = await sentence(next);
      const first = chime && (!next.brief || (!said.length && !next.second)) ? [bell] : [];
      if (first.length + said.length) await sound.play([...first, ...said]);
    }
    busy = false;
  }

  /** Its recordings; none when one is missing, for a gap in a number calls somebody else. */
  async function sentence({ call, name: whole }) {
    const clips = (lang) => (call ? clipsOf(call, lang, style) ?? [] : [whole]);
    const wantedClips = langs.flatMap((lang) => clips(lang).map((name) => [lang, name]));
    const found = await Promise.all(wantedClips.map(([lang, name]) => sound.clip(lang, name)));
    const lacks = found.findIndex((one) => one === null);
    missing = lacks < 0 ? "" : `${wantedClips[lacks].join("/")}.wav`;
    tellStaff();
    return lacks < 0 ? found : [];
  }
  return { heard, say, lost: queue.clear };
}
