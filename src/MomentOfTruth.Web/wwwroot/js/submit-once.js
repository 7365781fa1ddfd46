// <form data-submit-once>: a second press while the first is on its way does nothing. The button stays enabled: a disabled one would
// lose its focus, and its name and value would not be sent.
for (const form of document.querySelectorAll("form[data-submit-once]")) {
  form.addEventListener("submit", (event) => {
    // What opens another tab leaves this page as it is, and may be pressed again.
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's history shows the page as it was left: in flight. It no longer is.
  window.addEventListener("pageshow", () => form.removeAttribute("aria-busy"));
}
