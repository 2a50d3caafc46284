/* The dots on the plan that the server has drawn: one a device, its state as a shape and a colour. */
import { el, svg } from "../lib/dom.js";
import { pick, t } from "../lib/i18n.js";

const STATES = ["ok", "warn", "bad", "offline", "never"];

function dot(one, chosen) {
  const { x_m: x, y_m: y } = one.place, said = `${pick(one.name)}: ${t(`dv_s_${one.state}`)}`;
  return svg("a", { class: `dot ${one.state}${one.id === chosen ? " chosen" : ""}`, "data-key": one.id, href: `#d-${one.id}`, "aria-label": said },
    svg("title", {}, said), svg("circle", { class: "touch", cx: x, cy: y, r: 0.52 }), svg("use", { href: `#s-${one.state}`, x, y }));
}

export const dots = (devices, chosen) => devices.filter((one) => one.place && STATES.includes(one.state)).map((one) => dot(one, chosen));

/** Each shape with its word and how many have it. */
export function legend(devices) {
  const count = (state) => devices.filter((one) => one.state === state).length;
  const away = devices.filter((one) => !one.place).length;
  const shown = STATES.filter(count).map((state) => el("span", { "data-key": state }, svg("svg", { viewBox: "-0.5 -0.5 1 1", class: `dot ${state}`, "aria-hidden": "true" }, svg("use", { href: `#s-${state}` })), `${t(`dv_s_${state}`)} ${count(state)}`));
  return [...shown, away ? el("span", { "data-key": "away", className: "muted" }, t("dv_no_place", away)) : null];
}
