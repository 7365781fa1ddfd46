// <button hidden data-share="address" data-title="…" data-text="…">: hands the address to the telephone's own list of apps. Stays hidden
// where there is none.
for (const button of document.querySelectorAll("button[data-share]")) {
  const { share: url, title, text } = button.dataset;
  if (!navigator.share || (navigator.canShare && !navigator.canShare({ url, title, text }))) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ url, title, text });
    } catch {
      // Closed without sharing: nothing to say.
    }
  });
}
