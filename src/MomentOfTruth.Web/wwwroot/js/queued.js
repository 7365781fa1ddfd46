// <form data-queued="/page">: what is typed is kept on this device until it is sent. Without a line it waits there, says so, and is sent once
// when the line is back: the version or the ticket in the form makes sure that a second time changes nothing. The page that the attribute
// names shows the form. Without this module the browser says that there is no line.
const { kept } = self;
const KEPT_WAIT = 200, PATIENCE = 10_000;

function start(form) {
  const page = form.dataset.queued;
  const id = `form:${page}`;
  let timer, goes = false, isDirty = false;

  const entries = () => [...new FormData(form)].filter(([name, value]) => name !== kept.TOKEN && (typeof value === "string" || value.size > 0));

  const keep = (ready, more = []) => kept.put({
    id, kind: "form", page, action: form.action, entries: [...entries(), ...more], label: form.dataset.label ?? document.title, ready, state: form.dataset.state,
  });

  function say(text) {
    let line = form.querySelector("[data-kept-line]");
    if (!line) {
      line = document.createElement("p");
      line.className = "notice";
      line.dataset.keptLine = "";
      line.setAttribute("role", "alert");
      (form.querySelector(".actions, .total") ?? form.lastElementChild).before(line);
    }
    line.textContent = text;
  }

  /** Says that the form is as it was left, and lets go of it. */
  function sayFound() {
    say(form.dataset.foundWords);
    const line = form.querySelector("[data-kept-line]");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn quiet";
    undo.textContent = form.dataset.undo;
    undo.addEventListener("click", async () => {
      await kept.remove(id);
      location.reload();
    });
    line.append(" ", undo);
  }

  async function isReached() {
    if (!navigator.onLine) return false;
    try {
      await fetch("/health/live", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      return true;
    } catch {
      return false;
    }
  }

  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => keep(false).catch(() => {}), KEPT_WAIT);
  });

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    // Other buttons of the form lead elsewhere, and what was typed goes with them.
    if (goes || button?.formAction !== form.action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(timer);
    if (await isReached()) {
      await keep(false).catch(() => {});
      goes = true;
      return form.requestSubmit(button);
    }
    await keep(true, button?.name ? [[button.name, button.value]] : []);
    say(form.dataset.keptWords);
    kept.later();
  }, true);

  kept.onNews((data) => {
    if (data.sent === id && data.answer?.address) location.replace(data.answer.address);
    if (data.asks === id) location.assign(data.page);
  });
  window.addEventListener("online", () => kept.sync());

  // What was typed before the browser was closed. Hidden fields are the page's own: they say what it shows.
  kept.get(id).then((post) => {
    // The page shows another state than the one it was typed in: it has arrived.
    if (post && post.state !== form.dataset.state) return kept.remove(id);
    if (!post || isDirty || form.querySelector("[aria-invalid]")) return;
    let isFound = false;
    for (const [name, value] of post.entries) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden], [type=file], button)`)) {
        const isChoice = field.type === "radio" || field.type === "checkbox";
        const [was, is] = isChoice ? [field.checked, field.value === value || field.checked] : [field.value, value];
        if (was === is) continue;
        isFound = true;
        if (isChoice) field.checked = is;
        else field.value = is;
      }
    }
    if (isFound) sayFound();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }).catch(() => {});
}

document.querySelectorAll("form[data-queued]").forEach(start);
