/* Every key of the desk. Letters by where they lie, and silent while one types. */
import { el } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { ask } from "../console/dialogs.js";

const KEYS = [["/", "g_key_find"], ["↑ ↓", "g_key_choose"], ["Enter", "g_key_enter"], ["1", "g_normal"], ["2", "g_priority"], ["+ −", "g_key_count"], ["Q", "g_key_code"], ["I", "g_key_again"],
  ["D", "g_key_papers"], ["N", "g_key_number"], ["C", "g_key_call"], ["A", "an_title"], ["G", "g_shut_one"], ["Esc", "g_key_escape"], ["?", "g_keys"]];

export function listen(at, { finder, giving, papers }) {
  const dialog = at("dialog");
  const help = () => ask(t("g_keys"), el("dl", { className: "keys" }, KEYS.map(([key, word]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(word))))));
  const letters = { KeyQ: giving.code, KeyI: giving.again, KeyD: papers.open, KeyN: () => at("which").focus(), KeyA: () => at("announce").click(), KeyG: () => at("shut").click(),
    KeyC: () => at("todo").querySelector("[data-alert]")?.click() };
  const signs = { "/": () => at("find").select(), "1": () => giving.classed(false), "2": () => giving.classed(true), "+": () => at("more").click(), "-": () => at("less").click(), "?": help };

  at("help").addEventListener("click", help);
  dialog.addEventListener("close", () => dialog.classList.remove("wide"));
  at("find").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 4, PageUp: -4 }[event.key];
    if (by) finder.step(by);
    else if (event.key === "Enter") finder.settle().then(() => at("print").focus());
    else if (event.key === "Escape") finder.clear();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (dialog.open || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && typing) return void event.target.blur();
    if (typing) return;
    const act = signs[event.key] ?? letters[event.code] ?? { ArrowDown: () => finder.step(1), ArrowUp: () => finder.step(-1) }[event.key];
    if (!act || event.target.matches("[type=radio], #missed") && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    act();
  });
}
