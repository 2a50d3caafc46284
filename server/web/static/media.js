/* Sends files one after the other, and says how far each is. */
import { get } from "./lib/api.js";
import { load, pick, t } from "./lib/i18n.js";

const words = load();
const files = document.getElementById("files"), drop = document.getElementById("drop");
const told = document.getElementById("told"), went = document.getElementById("went");

function send(file, csrf) {
  return new Promise((done) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", `/manage/media?name=${encodeURIComponent(file.name)}`);
    asked.setRequestHeader("X-CSRF-Token", csrf);
    asked.setRequestHeader("Accept", "application/json");
    asked.setRequestHeader("Content-Type", "application/octet-stream");
    asked.responseType = "json";
    asked.upload.onprogress = (sent) => { went.value = sent.lengthComputable ? (100 * sent.loaded) / sent.total : 0; };
    asked.onload = () => done(asked.status === 201 ? "" : asked.response?.reason ? pick(asked.response.reason) : t("md_failed"));
    asked.onerror = () => done(t("md_failed"));
    asked.send(file);
  });
}

async function take(list) {
  await words;
  const csrf = (await get("/session")).body?.csrf ?? "";
  const failed = [];
  went.hidden = false;
  for (const file of list) {
    told.textContent = t("md_sends", file.name);
    const error = await send(file, csrf);
    if (error) failed.push(`${file.name}: ${error}`);
  }
  went.hidden = true;
  if (!failed.length) return location.reload();
  told.textContent = failed.join(" · ");
  return undefined;
}

files.addEventListener("change", () => files.files.length && take([...files.files]));
drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); take([...event.dataTransfer.files]); });
