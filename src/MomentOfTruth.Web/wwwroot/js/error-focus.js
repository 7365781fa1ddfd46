// After a refused form, the summary of what is wrong takes the focus: a reader hears it first, and Tab leads on to its links.
document.querySelector("[data-error-summary]")?.focus();
