/* Printing is the browser's; the button is there only where scripts are. */
const paper = document.getElementById("paper");
if (paper) {
  paper.hidden = false;
  paper.addEventListener("click", () => window.print());
}
