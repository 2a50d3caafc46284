/* Trying a change: only the fields of the chosen kind, and how far a trial is. Works without it, too. */
import { get } from "./lib/api.js";
import { lang } from "./lib/i18n.js";

const LOOK_MS = 700;
const part = (id) => document.getElementById(id);
const { trial, state } = document.body.dataset;

function fields() {
  for (const label of document.querySelectorAll("[data-for]")) label.hidden = !label.dataset.for.split(" ").includes(part("kind").value);
}

async function look() {
  const found = await get(`/trials/${trial}`);
  if (found.status === 401) location.assign("/login?next=/manage/decide");
  if (found.ok && found.body.state !== state) return location.reload();
  if (found.ok) {
    part("bar").value = found.body.percent;
    part("percent").textContent = `${new Intl.NumberFormat(lang).format(found.body.percent)} %`;
  }
  setTimeout(look, LOOK_MS);
}

if (part("kind")) {
  fields();
  part("kind").addEventListener("change", fields);
  part("day").addEventListener("change", () => { part("run-day").value = part("day").value; });
}
if (state === "waiting" || state === "running") look();
