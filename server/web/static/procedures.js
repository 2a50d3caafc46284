/* A list goes up with a bar that shows how far; the server then says what it would change. */
const form = document.getElementById("upload");
const bar = document.getElementById("bar");
const told = document.getElementById("told");

function tell(sent) {
  let answer = {};
  try { answer = JSON.parse(sent.responseText); } catch { /* not ours: told as a failure below */ }
  if (sent.status === 201) {
    location.assign(`/manage/procedures?draft=${encodeURIComponent(answer.draft)}`);
    return;
  }
  bar.hidden = true;
  if (sent.status === 413) told.textContent = form.dataset.large;
  else told.textContent = form.dataset[answer.code] || form.dataset.failed;
  if (answer.why) told.textContent += ` (${answer.why})`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const file = form.elements.file.files[0];
  if (!file) return;
  const sent = new XMLHttpRequest();
  sent.open("POST", `/manage/procedures/file?name=${encodeURIComponent(file.name)}`);
  sent.setRequestHeader("X-CSRF-Token", form.dataset.csrf);
  sent.setRequestHeader("Content-Type", "application/octet-stream");
  sent.upload.onprogress = (at) => { bar.value = at.total ? (at.loaded / at.total) * 100 : 0; };
  sent.upload.onload = () => { bar.removeAttribute("value"); told.textContent = form.dataset.checking; };
  sent.onload = () => tell(sent);
  sent.onerror = () => { bar.hidden = true; told.textContent = form.dataset.failed; };
  bar.hidden = false;
  told.textContent = "";
  sent.send(file);
});
