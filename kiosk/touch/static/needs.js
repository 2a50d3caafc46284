/* What people come for, and the line icons of this page (24 x 24, drawn for it). */
export const needs = [
  { key: "submit", icon: "folder", codes: [] },
  { key: "collect", icon: "check", codes: ["TK1"] },
  { key: "help", icon: "ask", codes: ["HD1"] },
  { key: "post", icon: "mail", codes: ["BC1"] },
];

const paths = {
  folder: "M3 6h6l2 3h10v10H3z M12 12v5 M9.5 14.5h5",
  check: "M6 3h9l4 4v14H6z M9.5 14l2 2 4-4",
  ask: "M12 3a9 9 0 1 0 4.5 16.8L21 21l-1.2-4.5A9 9 0 0 0 12 3z M9.7 9.5a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1.1.9-1.1 1.8 M12 16.5v.1",
  mail: "M3 5h18v14H3z M3 6l9 7 9-7",
  back: "M20 12H4 M10 6l-6 6 6 6",
  home: "M4 11l8-7 8 7 M6 10v10h12V10",
  next: "M9 5l7 7-7 7",
  ticket: "M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3z M14 7v10",
  down: "M12 4v15 M6 13l6 6 6-6",
  off: "M12 3l10 18H2z M12 10v5 M12 18v.1",
  clock: "M12 3a9 9 0 1 0 .01 0z M12 7v5l3.5 2",
  paper: "M6 3h12v18l-3-2-3 2-3-2-3 2z M9 8h6 M9 12h6",
  language: "M12 3a9 9 0 1 0 .01 0z M3 12h18 M12 3c3 3 3 15 0 18c-3-3-3-15 0-18z",
  large: "M3 18L8 6l5 12 M5 14h6 M15 18l3-8 3 8 M16 15h4",
  contrast: "M12 3a9 9 0 1 0 .01 0z M12 3v18 M12 6a6 6 0 0 1 0 12",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
