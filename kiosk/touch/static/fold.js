/* Words as people type them: without accents, or with Telex or VNI and no program that understands it. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const wordsOf = (text) => fold(text).split(/[^a-z0-9]+/).filter(Boolean);

/* "giaays" and "giay61" are "giay": no syllable has s, f, r, x, j, w or a digit behind its vowel. */
function untyped(word) {
  if (!/[a-z]/.test(word)) return word;
  return word.replace(/(?<=[a-z])[0-9]+/g, "").replace(/(?<=[aeiouyw])[sfrxjw]+/g, "").replace(/dd/g, "d").replace(/([aeo])\1/g, "$1");
}

/* Every word asked for begins some word of the text, in any order. */
export function matches(text, asked) {
  const known = wordsOf(text);
  return wordsOf(asked).every((word) => [word, untyped(word)].some((one) => known.some((had) => had.startsWith(one))));
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/* The last vowel of a text with another tone, as "a" and then "á" do it. */
export function toned(text, mark) {
  const at = [...text].findLastIndex((letter) => /[aeiouy]/.test(fold(letter)));
  if (at < 0) return text;
  const letters = [...text];
  letters[at] = `${letters[at].normalize("NFD").replace(TONE, "")}${mark}`.normalize("NFC");
  return letters.join("");
}
