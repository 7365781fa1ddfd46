// <button hidden data-print>: prints the page. Stays hidden where no script runs; the browser's own menu prints as well.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
