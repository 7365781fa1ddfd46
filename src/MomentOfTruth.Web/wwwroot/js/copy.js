// <button hidden data-copy="#code" data-copied="Copied">: copies the text of #code, and says so. Stays hidden where there is no clipboard.
function announcerAfter(button) {
  const status = document.createElement("span");
  status.className = "meta";
  status.setAttribute("role", "status");
  button.after(status);
  return status;
}

async function copy(source, button, status) {
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    status.textContent = "";
    // In the next frame, so that a second copy is announced too.
    requestAnimationFrame(() => { status.textContent = button.dataset.copied; });
  } catch {
    // Refused: select the text instead, one key press from done.
    window.getSelection()?.selectAllChildren(source);
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const source = document.querySelector(button.dataset.copy);
    if (!source) continue;
    const status = announcerAfter(button);
    button.hidden = false;
    button.addEventListener("click", () => copy(source, button, status));
  }
}
