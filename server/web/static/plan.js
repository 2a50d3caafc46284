/* Editing the plan: groups are ticked in a list, the hall is drawn. Both write into the fields that
   the form sends anyway, which stay as they are without this script. */
import { load } from "./lib/i18n.js";
import { sure } from "./lib/sure.js";
import { drawFloor } from "./manage/plan_floor.js";
import { tickMany } from "./manage/plan_many.js";

for (const form of document.querySelectorAll("form[data-sure]")) {
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.dataset.asked) return;
    event.preventDefault();
    const button = event.submitter;
    if (!await sure(form.dataset.sure, button.textContent)) return;
    button.dataset.asked = "yes";
    form.requestSubmit(button);
  });
}

const { t } = await load();
for (const field of document.querySelectorAll("input[data-many]")) tickMany(field, t);
const floor = document.getElementById("floor");
if (floor) drawFloor(floor, t);
