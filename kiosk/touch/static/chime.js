/* Two soft notes: a number is there, or the page is about to go home. Made here, so that no file is needed. */
const NOTES_HZ = [660, 880], NOTE_S = 0.18, LOUDNESS = 0.12;
let sound = null, volume = 1;

/** From 0, which is silent, to 1. */
export const loud = (share) => { volume = share; };

export function chime() {
  if (!window.AudioContext || !volume) return;
  sound ??= new AudioContext();
  sound.resume();
  NOTES_HZ.forEach((pitch, i) => note(pitch, sound.currentTime + i * NOTE_S));
}

function note(pitch, at) {
  const tone = sound.createOscillator(), loud = sound.createGain();
  tone.frequency.value = pitch;
  loud.gain.setValueAtTime(LOUDNESS * volume, at);
  loud.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S * 2);
  tone.connect(loud).connect(sound.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 2);
}
