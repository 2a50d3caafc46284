/* What to bring: asked before the number is given, and shown large to the citizen. */
import { get } from "../lib/api.js";
import { el, icon } from "../lib/dom.js";
import { lang, pick, t } from "../lib/i18n.js";
import { ask } from "../console/dialogs.js";

const kept = new Map();

/** What the procedures of a group have in common; asked once. */
async function ofGroup(code) {
  if (!kept.has(code)) {
    const told = await get(`/groups/${code}/papers`);
    if (!told.ok) return null;
    kept.set(code, told.body);
  }
  return kept.get(code);
}

export function makePapers(place) {
  let now = null;

  const list = (papers, code) => (papers && papers[`documents_${code}`]?.length ? papers[`documents_${code}`] : papers?.documents_vi ?? []);

  function draw() {
    place.replaceChildren();
    if (!now) return;
    const papers = list(now.papers, lang);
    const head = el("header", {}, icon("list"), el("b", {}, t("g_papers")), papers.length ? el("button", { type: "button", onclick: show }, t("g_papers_show"), el("kbd", {}, "D")) : null);
    const rows = papers.length ? el("ul", {}, papers.map((one) => el("li", {}, el("label", {}, el("input", { type: "checkbox" }), el("span", {}, one))))) : el("p", { className: "hint" }, t("g_papers_none"));
    place.append(head, rows);
  }

  async function follow(row) {
    now = row && { row, papers: row.procedure };
    draw();
    if (!row || row.procedure) return;
    const papers = await ofGroup(row.group);
    if (now?.row !== row) return;
    now.papers = papers;
    draw();
  }

  /** Large, to be turned to the citizen, in either language. */
  function show() {
    if (!now || !list(now.papers, lang).length) return;
    const title = (code) => now.row.procedure?.[`name_${code}`] || now.row.about[`name_${code}`];
    const body = el("div", { className: "large" });
    const fill = (code) => body.replaceChildren(
      el("p", { className: "what", lang: code }, title(code)),
      el("ol", { lang: code }, list(now.papers, code).map((one) => el("li", {}, one))),
      now.papers[`fee_${code}`] ? el("p", { className: "fee", lang: code }, now.papers[`fee_${code}`]) : "");
    const choice = (code) => el("button", { type: "button", ariaPressed: String(code === lang), onclick: (event) => { [...event.target.parentNode.children].forEach((one) => { one.ariaPressed = String(one === event.target); }); fill(code); } }, code.toUpperCase());
    fill(lang);
    const form = ask(t("g_bring"), [el("div", { className: "langs", role: "group", ariaLabel: t("g_lang") }, choice("vi"), choice("en")), body]);
    form.closest("dialog").classList.add("wide");
  }

  return { show: follow, open: show, name: () => now && pick(now.row.about, "name") };
}
