// <input type=password data-show="Show" data-hide="Hide">: a button that shows what is typed. Long passwords are typed right only by those who see them.
for (const input of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet";
  button.setAttribute("aria-controls", input.id);
  button.textContent = input.dataset.show;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = shown ? input.dataset.hide : input.dataset.show;
  });
  input.after(button);
  // As text it would be kept among what the browser remembers of fields.
  input.form.addEventListener("submit", () => { input.type = "password"; });
}
