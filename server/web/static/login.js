import { post } from "./lib/api.js";
import { load } from "./lib/i18n.js";

const form = document.getElementById("login");
const problem = document.getElementById("problem");
const words = load();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { t, pick } = await words;
  const button = form.querySelector("button");
  button.disabled = true;
  problem.hidden = true;
  const answer = await post("/session", Object.fromEntries(new FormData(form)));
  if (answer.ok) {
    const home = answer.body.counter ? `/console/${answer.body.counter}` : "/manage";
    location.assign(document.body.dataset.next || home);
    return;
  }
  problem.textContent = answer.body?.reason ? pick(answer.body.reason) : t("no_server");
  problem.hidden = false;
  button.disabled = false;
  form.elements.pin.select();
});
