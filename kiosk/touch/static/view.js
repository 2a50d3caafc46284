/* What the page shows now, and what it knows of the hall. */

export const view = {
  step: "start", lang: "vi", words: {}, other: {}, large: false,
  hall: null, heardAt: 0, paperless: false,
  department: null, page: 0, tilePage: 0, from: "start",
  group: null, request: null, priority: false, dossiers: 1, asking: false, refusal: null, unanswered: false, ticket: null,
  last: null, lastAt: 0,
};

/* What people come for; the codes are groups that have a door of their own on the first screen. */
export const needs = [
  { key: "submit", icon: "file-up", codes: [] },
  { key: "collect", icon: "file-check", codes: ["TK1"] },
  { key: "help", icon: "message-circle-question-mark", codes: ["HD1"] },
  { key: "post", icon: "mail", codes: ["BC1"] },
];

const signs = [
  ["nông nghiệp", "sprout"], ["xây dựng", "hard-hat"], ["công an", "shield"], ["tài chính", "coins"],
  ["tư pháp", "gavel"], ["bảo hiểm", "umbrella"], ["y tế", "heart-pulse"], ["nội vụ", "users"],
  ["khu kinh tế", "factory"], ["văn hóa", "drama"], ["giáo dục", "graduation-cap"], ["công thương", "store"],
  ["khoa học", "cpu"], ["ngoại vụ", "globe"], ["thuế", "percent"], ["bưu điện", "mail"], ["trung tâm", "building-2"],
];

export const wide = () => window.innerWidth > window.innerHeight;
export const online = () => Boolean(view.hall?.online && view.hall.centre);
export const groups = () => (view.hall?.zones ?? []).flatMap((z) => z.groups.map((g) => ({ ...g, zone: z.zone, zoneName: z.name })));
export const groupOf = (code) => groups().find((g) => g.code === code);
const hasDoor = (g) => needs.some((need) => need.codes.includes(g.code));

export function departments() {
  const found = new Map();
  for (const g of groups().filter((one) => !hasDoor(one))) {
    const d = found.get(g.department.vi) ?? { name: g.department, groups: [] };
    d.groups.push(g);
    found.set(g.department.vi, d);
  }
  return [...found.values()];
}

export const departmentIcon = (vi) => signs.find(([word]) => vi.toLowerCase().includes(word))?.[1] ?? "landmark";

/* Named when the confirm screen opens, so that every touch on it asks for the same ticket. */
export function newRequest() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `t-${[...bytes].map((b) => b.toString(16).padStart(2, "0")).join("")}`;
}
