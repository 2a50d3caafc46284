/* The HTTP interface: writes carry the session's token and a key that makes a repeat harmless. */
const base = "/api/v1";
const RETRIES_MS = [0, 400, 1200, 3000];
let csrf = null;
let known = {};

/** From now on every request carries this device's secret; "" for none. */
export const speakAs = (secret) => { known = secret ? { Authorization: `Bearer ${secret}` } : {}; };

export const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, "0")).join("");

async function token() {
  if (csrf === null) {
    const { body } = await get("/session");
    csrf = (body && body.csrf) || "";
  }
  return csrf;
}

export async function get(path) {
  try {
    const answer = await fetch(base + path, { headers: { Accept: "application/json", ...known } });
    return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => null) };
  } catch (lost) {
    return { ok: false, status: 0, body: null };
  }
}

/** Sends, and sends again under the same key while the server cannot be reached. */
export async function post(path, body = {}, { secure = false, retry = false } = {}) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": newKey(), ...known };
  if (secure && !known.Authorization) headers["X-CSRF-Token"] = await token();
  for (const pause of retry ? RETRIES_MS : [0]) {
    if (pause) await new Promise((next) => setTimeout(next, pause));
    try {
      const answer = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) });
      if (answer.status < 500) return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => null) };
    } catch (lost) {
      continue;
    }
  }
  return { ok: false, status: 0, body: null };
}

export async function logout() {
  const headers = { "X-CSRF-Token": await token() };
  await fetch(`${base}/session`, { method: "DELETE", headers }).catch(() => null);
}
