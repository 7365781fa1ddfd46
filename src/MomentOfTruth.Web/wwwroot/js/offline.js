// Every form that is posted: without a connection the browser would put its own error page in place of the form, and what was typed would
// be gone. So while somebody types, the site is asked now and then whether it can be reached; if it cannot, the form stays as it is and says
// so: in the element that its data-offline names, or in a line above its buttons. A form that keeps what is typed (data-telling,
// data-queued) has its own way.
const words = document.querySelector("script[data-offline]").dataset.offline;
const PATIENCE = 10_000, ASKED_EVERY = 15_000;
const trying = new WeakSet();
let isReached = true, asked = -ASKED_EVERY;

const isGuarded = (form) => form?.method === "post" && !form.matches("[data-telling], [data-queued]");

async function ask() {
  asked = performance.now();
  try {
    await fetch("/health/live", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    isReached = true;
  } catch {
    isReached = false;
  }
}

function lineOf(form) {
  if (form.dataset.offline) return document.querySelector(form.dataset.offline);
  let line = form.querySelector("[data-not-sent]");
  if (!line) {
    line = document.createElement("p");
    line.className = "notice";
    line.dataset.notSent = "";
    line.setAttribute("role", "alert");
    line.textContent = words;
    const buttons = form.querySelector(".actions");
    if (buttons) buttons.before(line);
    else form.append(line);
  }
  return line;
}

for (const kind of ["focusin", "input"]) {
  document.addEventListener(kind, (event) => {
    if (isGuarded(event.target.form) && performance.now() - asked >= ASKED_EVERY) ask();
  });
}

document.addEventListener("submit", async (event) => {
  const [form, button] = [event.target, event.submitter];
  if ((navigator.onLine && isReached) || !isGuarded(form) || button?.formTarget === "_blank") return;
  event.preventDefault();
  if (trying.has(form)) return;
  trying.add(form);
  await ask();
  trying.delete(form);
  lineOf(form).hidden = isReached;
  if (navigator.onLine && isReached) form.requestSubmit(button);
}, true);
