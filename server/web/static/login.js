import { post } from "./lib/api.js";
import { load } from "./lib/i18n.js";
import { sure } from "./lib/sure.js";

const form = document.getElementById("login");
const problem = document.getElementById("problem");
const words = load();
const COUNTER = "luot.counter"; // where this machine stands
form.elements.counter.value = localStorage.getItem(COUNTER) ?? "";

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { t, pick } = await words;
  const button = form.querySelector("button");
  button.disabled = true;
  problem.hidden = true;
  const asked = Object.fromEntries(new FormData(form));
  asked.counter = Number(asked.counter) || undefined;
  let answer = await post("/session", asked);
  if (["counter-taken", "sits-elsewhere"].includes(answer.body?.code) && await sure(pick(answer.body.reason), t("take_seat")))
    answer = await post("/session", { ...asked, takeover: true });
  if (answer.ok) {
    if (asked.counter) localStorage.setItem(COUNTER, asked.counter);
    else localStorage.removeItem(COUNTER);
    if (answer.body.must_change) return location.assign("/secret");
    const home = answer.body.counter ? `/console/${answer.body.counter}` : "/manage";
    location.assign(document.body.dataset.next || home);
    return;
  }
  problem.textContent = answer.body?.reason ? pick(answer.body.reason) : t("no_server");
  problem.hidden = false;
  button.disabled = false;
  form.elements.pin.select();
});
