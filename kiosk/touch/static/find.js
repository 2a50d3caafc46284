/* Finding a procedure while somebody types: the newest question's answer only, three at a time. */
import { view, groups, oftenest } from "./view.js";
import { matches } from "./fold.js";

const HITS = 3, HITS_LARGE = 2;
export const hitsAPage = () => (view.large ? HITS_LARGE : HITS);
const SETTLE_MS = 120, ANSWER_MS = 3000, LONGEST = 60;
const nothing = { query: "", page: 0, total: 0, rows: [], synonym: null, busy: false };
export const found = { ...nothing };
let asked = 0, settling = 0;

export function forget() {
  clearTimeout(settling);
  asked += 1;
  Object.assign(found, nothing);
}

/* What is typed so far; `show` draws it, at once and when the answer is there. */
export function type(text, show) {
  found.query = text.slice(0, LONGEST);
  found.busy = true;
  clearTimeout(settling);
  settling = setTimeout(look, SETTLE_MS, 0, show);
  show();
}

export const now = (show) => turn(0, show);

export function turn(page, show) {
  clearTimeout(settling);
  return look(page, show);
}

async function look(page, show) {
  const mine = ++asked, query = found.query.trim();
  const told = await answer(query, page);
  if (mine !== asked) return;
  Object.assign(found, told, { page, busy: false });
  show();
}

/* A kiosk that has no procedures yet still knows the names of the groups. */
async function answer(query, page) {
  const told = query ? await procedures(query, page) : null;
  return told?.total ? told : named(query, page);
}

async function procedures(query, page) {
  try {
    const parameters = new URLSearchParams({ q: query, page, rows: hitsAPage() });
    const heard = await fetch(`/procedures?${parameters}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (!heard.ok) return null;
    const { version, total, rows, synonym } = await heard.json();
    if (!version) return null;
    return { total, synonym, rows: rows.map(asRow) };
  } catch {
    return null;
  }
}

const asRow = (row) => ({
  code: row.code, group: row.group, name: { vi: row.name_vi, en: row.name_en || row.name_vi },
  documents: { vi: row.documents_vi ?? [], en: row.documents_en?.length ? row.documents_en : row.documents_vi ?? [] },
});

function named(query, page) {
  const all = query ? groups().filter((g) => matches(`${g.name.vi} ${g.name.en} ${g.department.vi} ${g.department.en}`, query)) : oftenest();
  const rows = all.slice(page * hitsAPage(), (page + 1) * hitsAPage());
  return { total: all.length, synonym: null, rows: rows.map((g) => ({ code: null, group: g.code, name: g.name, documents: null })) };
}

/* The documents of a group for somebody who came by its name; null: not known. */
export async function documentsOf(code) {
  try {
    const heard = await fetch(`/procedures/group/${encodeURIComponent(code)}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (!heard.ok) return null;
    const { documents_vi: vi, documents_en: en } = await heard.json();
    return vi?.length ? { vi, en: en?.length ? en : vi } : null;
  } catch {
    return null;
  }
}
