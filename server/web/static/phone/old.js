/* For browsers that know no modules: the server draws the page, and this asks it to again. */
(function () {
  var form = document.querySelector("textarea, .sure");
  if (document.body.getAttribute("data-again") === "yes" && !form) {
    setTimeout(function () { location.reload(); }, 20000);
  }
})();
