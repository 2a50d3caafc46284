/* The words of the page's language; the same catalogue as the templates. */
export const lang = document.documentElement.lang;
let words = {};

export async function load() {
  words = await (await fetch(`/static/lang/${lang}.json`)).json();
  return { t, pick };
}

export const t = (key, ...values) => values.reduce((text, v, i) => text.replace(`{${i}}`, v), words[key] ?? key);

/** Of {vi, en}, or of {name_vi, name_en}, what this page speaks. */
export const pick = (both, stem = "") => (both ? both[stem ? `${stem}_${lang}` : lang] ?? "" : "");

export const number = (value) => new Intl.NumberFormat(lang).format(value);

/** A waiting range in whole steps of five minutes, rounded outward; "" when it is not known. */
export function minutes(wait) {
  if (!wait) return "";
  const low = Math.floor(wait.low_s / 300) * 5;
  const high = Math.max(Math.ceil(wait.high_s / 300) * 5, low + 5);
  return `${low}–${high}`;
}

export const hhmm = (iso) => (iso ? iso.slice(11, 16) : "");
