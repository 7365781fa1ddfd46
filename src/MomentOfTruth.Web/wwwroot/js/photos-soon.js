// The module for photos comes once the form is used, not with the page: most moments are told without one.
const form = document.querySelector("form.tell");
const src = document.querySelector("template[data-photos-module]")?.content.querySelector("script").src;
let coming, isHere = false;

function bring() {
  coming ??= import(src).then(() => { isHere = true; }, () => { coming = undefined; });
  return coming;
}

/** There is no line for the module either. */
function sayUnsent(input) {
  const zone = input.closest("[data-photos]");
  zone.querySelector("[role=status]").textContent = zone.dataset.unsent.replace("[name]", () => input.files[0].name);
  input.value = "";
}

async function come(event) {
  const input = event.target;
  // The page puts the focus there by itself.
  if (event.type === "focusin" && input.autofocus) return;
  const isEarly = event.type === "change" && input.type === "file" && !isHere;
  if (isEarly) event.stopPropagation();
  await bring();
  if (!isEarly) return;
  if (isHere) input.dispatchEvent(new Event("change", { bubbles: true }));
  else sayUnsent(input);
}

for (const type of ["focusin", "pointerover", "input", "change", "dragenter"]) form?.addEventListener(type, come, true);
