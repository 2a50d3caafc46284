/* What the page shows now, and what it knows of the hall. */

export const view = {
  step: "start", lang: "vi", words: {}, other: {}, large: false,
  hall: null, heardAt: 0, paperless: false,
  department: null, page: 0, tilePage: 0, from: "start",
  group: null, request: null, priority: false, dossiers: 1, asking: false, refusal: null, unanswered: false, ticket: null,
  last: null, lastAt: 0,
  row: null, documents: null, need: null, layer: "letters", unheard: false, scan: null, old: false, scanned: null, code: "",
};

/* What people come for, and the sign of each. */
export const needs = [
  { key: "submit", icon: "file-up" }, { key: "collect", icon: "file-check" },
  { key: "help", icon: "message-circle-question-mark" }, { key: "post", icon: "mail" },
];
/* Groups with a door of their own where the plan does not say what they are for. */
const DOORS = { TK1: "collect", HD1: "help", BC1: "post" };
const OFTEN = 10;

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
/* May a number be taken: from the server, or from those that the kiosk keeps for itself. */
export const alone = () => !online() && Boolean(view.hall?.alone?.can_issue);
export const issuing = () => online() || alone();

/* How a slip ended counts more than what its touch was told after two seconds. */
export const corrected = (ticket) => view.hall?.corrected?.[ticket.request];
export const printed = (ticket) => corrected(ticket) ?? ticket.on_paper;

export const needOf = (g) => g.need ?? DOORS[g.code] ?? "submit";
const lanes = () => new Set(groups().map((g) => g.bulk).filter(Boolean));
/* Every group that a citizen may choose: a lane for many dossiers is no choice, it follows from their number. */
export function offered(need) {
  const hidden = lanes();
  return groups().filter((g) => needOf(g) === need && !hidden.has(g.code));
}

export const oftenest = () => offered("submit").filter((g) => g.open).sort((a, b) => (b.share ?? 0) - (a.share ?? 0)).slice(0, OFTEN);

export function departments() {
  const known = new Map();
  for (const g of offered("submit")) {
    const d = known.get(g.department.vi) ?? { name: g.department, groups: [] };
    d.groups.push(g);
    known.set(g.department.vi, d);
  }
  return [...known.values()];
}

export const departmentIcon = (vi) => signs.find(([word]) => vi.toLowerCase().includes(word))?.[1] ?? "landmark";

/* Named when the confirm screen opens, so that every touch on it asks for the same ticket. */
export function newRequest() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `t-${[...bytes].map((b) => b.toString(16).padStart(2, "0")).join("")}`;
}
