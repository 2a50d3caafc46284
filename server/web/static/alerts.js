import { get } from "./lib/api.js";
import { load } from "./lib/i18n.js";
import { follow, showLink } from "./lib/live.js";
import { morph } from "./lib/morph.js";
import { incidents, listen } from "./manage/incidents.js";
import "./leave.js";

const place = document.getElementById("standing");
await load();

const draw = (told) => morph(place, incidents(told.incidents, document.body.dataset.acts));
listen(place);
document.addEventListener("refused", () => location.reload());
const first = await get("/incidents");
if (first.ok) draw(first.body);
follow(["live"], { live: draw }, (up) => showLink(document.getElementById("link"), up));
