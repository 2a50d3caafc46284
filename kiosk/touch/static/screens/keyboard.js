/* Letters on the screen: the upper row changes between letters, digits, vowels and tones. */
import { el, icon, button, label } from "../dom.js";
import { t } from "../say.js";
import { view } from "../view.js";
import { toned } from "../fold.js";

const MARKS = { á: "\u0301", à: "\u0300", ả: "\u0309", ã: "\u0303", ạ: "\u0323" };
const TOP = { letters: "qwertyuiop", digits: "1234567890", vowels: "ăâêôơư", tones: "áàảãạ" };

export function keyboard(actions) {
  const type = (letter) => button(`key-${letter}`, "key", () => actions.type((text) => text + letter), letter);
  const top = view.layer === "tones"
    ? [...TOP.tones].map((one) => button(`key-${one}`, "key soft", () => actions.type((text) => toned(text, MARKS[one])), one))
    : [...TOP[view.layer]].map(type);
  const back = button("key-back", "key dark wider", () => actions.type((text) => [...text].slice(0, -1).join("")), icon("delete"));
  back.setAttribute("aria-label", t("erase"));
  const space = button("key-space", "key widest", () => actions.type((text) => `${text} `), icon("space"));
  space.setAttribute("aria-label", t("space"));
  return el("section", { className: "keys", "aria-label": t("keyboard") },
    el("p", { className: "hint" }, t("search_hint")),
    row(top), row([..."asdfghjkl"].map(type)), row([el("span", { className: "first" }, type("đ")), [..."zxcvbnm"].map(type), back].flat()),
    row([layer("digits", "123", "dark", actions), layer("vowels", "ă â ê ô ơ ư", "soft long", actions), layer("tones", "á à ả ã ạ", "soft long", actions), space,
      button("key-find", "key find", actions.find, label(t("find")))]));
}

const row = (keys) => el("div", { className: "keyrow" }, keys);

function layer(name, text, kind, actions) {
  const on = view.layer === name;
  const made = button(`layer-${name}`, `key ${kind}`, () => actions.show({ layer: on ? "letters" : name }), on ? "abc" : text);
  made.setAttribute("aria-pressed", String(on));
  made.setAttribute("aria-label", t(`layer_${name}`));
  return made;
}
