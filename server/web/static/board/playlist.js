/* Pictures and films while nobody is called. A call takes the place at once; what runs then begins anew. */
import { get } from "../lib/api.js";

const LOOK_MS = 60000;
const stage = document.createElement("div");
stage.className = "playlist";
stage.dataset.key = "playlist"; // it is put whole into the page, never redrawn into what stood there
let list = [], at = -1, timer = 0, playing = false;

/** Ask what there is, now and every minute; a server that is away leaves the list as it is. */
export async function begin(zone) {
  const { ok, body } = await get(`/boards/${zone}/media`);
  if (ok && JSON.stringify(body.media) !== JSON.stringify(list)) {
    list = body.media;
    at = -1;
    if (playing) next();
  }
  setTimeout(() => begin(zone), LOOK_MS);
}

/** The node that shows them, or null when there is nothing to show. */
export function play() {
  if (!list.length) { halt(); return null; }
  if (!playing) { playing = true; next(); }
  return stage;
}

/** Somebody is called, or the hall rests. */
export function halt() {
  if (!playing) return;
  playing = false;
  clearTimeout(timer);
  put();
}

/** What stands there lets go of its file: a film that is only taken away keeps its decoder for long. */
function put(...nodes) {
  for (const film of stage.querySelectorAll("video")) {
    film.onerror = film.onended = film.onloadeddata = null;
    film.pause();
    film.removeAttribute("src");
    film.load();
  }
  stage.replaceChildren(...nodes);
}

function next(skipped = 0) {
  clearTimeout(timer);
  if (!playing || skipped > list.length) return;
  at = (at + 1) % list.length;
  const one = list[at], node = document.createElement(one.kind === "video" ? "video" : "img");
  node.onerror = () => next(skipped + 1);
  if (one.kind === "video") {
    Object.assign(node, { muted: true, autoplay: true, playsInline: true, onended: () => next() });
    node.onloadeddata = () => { if (node.duration > 0) timer = setTimeout(next, (node.duration + 5) * 1000); };
  } else {
    node.alt = "";
    timer = setTimeout(next, one.show_s * 1000);
  }
  node.src = one.url;
  put(node);
}
