/* The words of the page's language; the same catalogue as the templates. */
export const lang = document.documentElement.lang;
export const otherLang = lang === "vi" ? "en" : "vi";
let words = {};
let others = {};

/* The centre's own words, which come first. */
const own = JSON.parse(document.documentElement.dataset.own || "{}");
const read = async (code) => ({ ...(await (await fetch(`/static/lang/${code}.json`)).json()), ...own[code] });
const put = (text, values) => values.reduce((said, v, i) => said.replace(`{${i}}`, v), text);

export async function load() {
  words = await read(lang);
  return { t, pick };
}

/** The other language too, for pages that speak both. */
export async function loadBoth() {
  [words, others] = await Promise.all([read(lang), read(otherLang)]);
}

export const t = (key, ...values) => put(key in words ? words[key] : key, values);

/** The same words in the other language. */
export const also = (key, ...values) => put(others[key] || "", values);

/** A key for one thing and a key for all other numbers of it: `{key}_one`. */
export const many = (key, n) => (n === 1 ? t(`${key}_one`, 1) : t(key, number(n)));

/** Of {vi, en}, or of {name_vi, name_en}, what this page speaks. */
export const pick = (both, stem = "") => (both ? both[stem ? `${stem}_${lang}` : lang] || "" : "");

export const number = (value) => new Intl.NumberFormat(lang).format(value);
export const hhmm = (iso) => (iso ? iso.slice(11, 16) : "");
export const hhmmss = (iso) => (iso ? iso.slice(11, 19) : "");

/** What somebody types and what a list says, without case and accents. */
export const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
