/* Signing out, for pages that do nothing else. */
import { logout } from "./lib/api.js";

document.getElementById("leave")?.addEventListener("click", async () => {
  await logout();
  location.assign("/login");
});
