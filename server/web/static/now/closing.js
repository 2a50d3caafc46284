/* For guides and managers: no more numbers of a group, for a reason that citizens read. */
import { post } from "../lib/api.js";
import { el } from "../lib/dom.js";
import { pick, t } from "../lib/i18n.js";

const dialog = document.getElementById("dialog");

function field(name, label, type = "text") {
  return el("label", {}, label, el("input", { name, type, maxLength: 200, autocomplete: "off" }));
}

/** "14:00" as a moment of the centre's day, or nothing. */
const moment = (time, now) => (time ? `${now.slice(0, 11)}${time}:00${now.slice(19)}` : null);

function ask(group, now, done) {
  const problem = el("p", { className: "problem", role: "alert" });
  const form = el("form", { noValidate: true }, el("h2", { id: "dialog-title" }, t("now_close_ask", pick(group.short))),
    el("p", {}, t("now_close_help")), field("reason_vi", t("now_reason_vi")), field("reason_en", t("now_reason_en")), field("until", t("now_reopen_at"), "time"), problem,
    el("menu", {}, el("button", { type: "button", onclick: () => dialog.close() }, t("cancel")), el("button", { className: "primary" }, t("now_close"))));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const told = Object.fromEntries(new FormData(form));
    const body = { ...told, until: moment(told.until, now()) };
    const answer = await post(`/groups/${group.code}/close`, body, { secure: true, retry: true });
    if (!answer.ok) problem.textContent = answer.body?.reason ? pick(answer.body.reason) : t("no_server");
    else {
      dialog.close();
      await done();
    }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}

/** Listens in `parent` for the buttons of groups; `done` reads everything anew. */
export function closing(parent, page, done) {
  parent.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const group = page.groups.find((one) => one.code === button.dataset.code);
    if (button.dataset.do === "close") return ask(group, () => page.centre.now, done);
    await post(`/groups/${group.code}/open`, {}, { secure: true, retry: true });
    await done();
  });
}
