/* Every device of the hall: the plan, what is wrong, the register, and a panel for the chosen one. */
import { get, post } from "./lib/api.js";
import { el } from "./lib/dom.js";
import { load, pick, plain, t } from "./lib/i18n.js";
import { follow, showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { alarms } from "./devices/alarms.js";
import { askAdd, askSure, showByHand, showSecret } from "./devices/asking.js";
import { dots, legend } from "./devices/plan.js";
import { panel } from "./devices/panel.js";
import { rows } from "./devices/rows.js";
import { sent } from "./devices/settings.js";

await load();
const at = (id) => document.getElementById(id);
const may = { command: "commands" in document.body.dataset, manage: "manages" in document.body.dataset };
const view = { told: null, chosen: decodeURIComponent(location.hash.slice(3)), said: "" };

const isWrong = (one) => one.wrong.length > 0 || one.state === "offline";
const text = (one) => plain(`${one.id} ${pick(one.name)} ${one.counters.join(" ")} ${one.zone ?? ""}`);

function wanted() {
  const words = plain(at("find").value).split(/\s+/).filter(Boolean), kind = at("kind").value, only = at("only").checked;
  return view.told.devices.filter((one) => (!kind || one.role === kind) && (!only || isWrong(one)) && words.every((word) => text(one).includes(word)));
}

function draw() {
  if (!view.told) return;
  const { devices, alarms: list } = view.told, found = wanted(), living = devices.filter((one) => one.state !== "revoked");
  const open = list.filter((one) => !one.taken_by).length, chosen = devices.find((one) => one.id === view.chosen);
  at("count").textContent = t("dv_count", living.length, living.filter((one) => one.state === "ok").length);
  at("open").hidden = !open;
  at("open").textContent = String(open);
  for (const number of document.querySelectorAll(".rooms .count")) Object.assign(number, { hidden: !open, textContent: String(open) });
  at("unlinked").hidden = view.told.linked;
  morph(at("alarms"), alarms(list, may, view.told.linked));
  morph(at("dots"), dots(devices, view.chosen));
  morph(at("legend"), legend(living));
  morph(at("rows"), rows(found, view.chosen));
  at("panel").hidden = !chosen;
  document.querySelector(".office").classList.toggle("open", Boolean(chosen));
  if (chosen) morph(at("panel"), panel(chosen, list.filter((one) => one.device === chosen.id), may, view.said));
}

function choose(id) {
  Object.assign(view, { chosen: id, said: "" });
  draw();
  if (!id) return history.replaceState(null, "", location.pathname + location.search);
  document.getElementById(`d-${id}`)?.scrollIntoView({ block: "nearest" });
  at("panel-title")?.focus();
  return undefined;
}

/** Sends a verb; what came of it is said in the panel. */
async function send(path, body, said = "") {
  const told = await post(path, body, { secure: true, retry: true });
  if (told.status === 401) location.assign("/login?next=/manage/devices");
  view.said = told.ok ? said : told.body?.reason ? pick(told.body.reason) : told.body?.detail ?? t("no_server");
  await refresh();
  return told;
}

async function refresh() {
  const told = await get("/devices");
  if (told.ok) take(told.body);
  else draw();
}

/** An answer may come after news that are newer than it. */
function take(told) {
  const known = view.told;
  if (!known || (told.ep - known.ep || told.rev - known.rev) >= 0) view.told = told;
  draw();
}

async function secretOf(path, body) {
  const told = await send(path, body);
  if (told.ok) await showSecret(at("dialog"), told.body);
  return told;
}

const verbs = {
  close: () => choose(""),
  taken: ({ device, alarm }) => send(`/devices/${device}/alarms/${alarm}/taken`, {}),
  order: async ({ device, act }) => {
    if (act !== "restart" || await askSure(at("dialog"), t("dv_sure_restart", device), t("dv_sure_restart_help"), t("dv_a_restart"))) await send(`/devices/${device}/order`, { act });
  },
  renew: async ({ device }) => {
    if (await askSure(at("dialog"), t("dv_sure_renew", device), t("dv_sure_renew_help"), t("dv_renew"))) await secretOf(`/devices/${device}/secret`, {});
  },
  revoke: async ({ device }) => {
    if (await askSure(at("dialog"), t("dv_sure_revoke", device), t("dv_sure_revoke_help"), t("dv_revoke"))) {
      const told = await send(`/devices/${device}/revoke`, {});
      if (told.ok && told.body.command) await showByHand(at("dialog"), told.body);
      else if (told.ok) view.said = t("dv_shut_out");
      draw();
    }
  },
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#d-']"), button = event.target.closest("button[data-verb]");
  if (button) verbs[button.dataset.verb](button.dataset);
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.getAttribute("href"));
  choose(decodeURIComponent(link.getAttribute("href").slice(3)));
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "settings") return;
  event.preventDefault();
  send(`/devices/${event.target.dataset.device}/settings`, { settings: sent(event.target) }, t("dv_wished"));
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !at("dialog").open && view.chosen) choose(""); });
for (const id of ["find", "kind", "only"]) at(id).addEventListener("input", draw);
at("add")?.addEventListener("click", () => askAdd(at("dialog"), at("zones"), async (body) => {
  const told = await post("/devices", body, { secure: true });
  if (!told.ok) return told.body?.reason ? pick(told.body.reason) : t("no_server");
  await refresh();
  choose(told.body.id);
  await showSecret(at("dialog"), told.body);
  at("panel-title")?.focus();
  return "";
}));
document.addEventListener("refused", () => location.reload());
window.addEventListener("hashchange", () => choose(decodeURIComponent(location.hash.slice(3))));
await refresh();
if (view.chosen) choose(view.chosen);
follow(["devices"], { devices: take }, (up) => { showLink(at("link"), up); document.querySelector("main").classList.toggle("stale", up === false); });
