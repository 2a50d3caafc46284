/* The bar that is on every screen: language, large text, contrast, controls lower, reading aloud, staff. */
import { icon, label } from "./dom.js";
import { t } from "./say.js";
import { view, online } from "./view.js";
import { speaking } from "./aloud.js";

const signs = { language: "globe", large: "a-large-small", contrast: "contrast", low: "arrow-down-to-line", aloud: "volume-2" };
const pressed = {
  large: () => view.large, contrast: () => document.body.classList.contains("high"),
  low: () => document.body.classList.contains("low"), aloud: speaking,
};

export function bar() {
  for (const [id, name] of Object.entries(signs)) {
    const node = document.getElementById(id);
    node.replaceChildren(icon(name), label(t(id)));
    if (pressed[id]) node.setAttribute("aria-pressed", String(pressed[id]()));
  }
  document.getElementById("aloud").hidden = !view.hall?.voice;
  const staff = document.getElementById("staff"), state = view.hall?.help ?? "none";
  staff.className = `staff ${state}`;
  staff.replaceChildren(icon(state === "none" ? "hand" : "bell-ring"), label(view.unheard || (!online() && state !== "none") ? t("staff_unheard") : t(`staff_${state}`)));
}

/* A press more is the same call; a call that nobody can hear says where the desk is. */
export async function callStaff(show) {
  const answer = await fetch("/help", { method: "POST" }).catch(() => null);
  Object.assign(view, { unheard: !answer?.ok });
  if (answer?.ok) view.hall.help = (await answer.json()).help;
  show();
}
