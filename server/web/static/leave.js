/* Signing out: by itself, or first of all that a page does, so that the button waits for nothing. */
import { logout } from "./lib/api.js";

document.getElementById("leave")?.addEventListener("click", async () => {
  await logout();
  location.assign("/login");
});
