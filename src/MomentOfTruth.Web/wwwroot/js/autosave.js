// <form data-autosave="on">: saves what is typed as a draft two seconds after a change, and says so in [data-draft-status]. Where the line is
// lost it keeps trying. The first save puts the draft's key into the address, so that refresh and Back lose nothing.
// Without this module there is a "Save as a draft" button.
const WAIT = 2_000, LONGEST_WAIT = 60_000, PATIENCE = 15_000, KEEPALIVE_BYTES = 60_000;

function start(form) {
  const status = form.querySelector("[data-draft-status]");
  const panel = form.querySelector("[data-draft]");
  let changes = status.dataset.unsaved ? 1 : 0, saved = 0, tries = 0, trouble = "", timer, saving, leaving = false, goes = false;

  const isUnsaved = () => changes > saved;

  // <form data-unsaved> as long as something is.
  function mark() {
    form.toggleAttribute("data-unsaved", isUnsaved());
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function sayWhen(instant) {
    const time = new Date(instant).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    say(status.dataset.saved.replace("{0}", time));
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function failed(what, wait) {
    trouble = what;
    say(status.dataset[what]);
    if (wait !== 0) later(wait ?? Math.min(1_000 * 2 ** ++tries, LONGEST_WAIT));
  }

  function keep(draft) {
    const address = new URL(form.action);
    address.searchParams.set("draft", draft.key);
    form.action = address.href;
    form.elements.version.value = draft.version;
    history.replaceState(history.state, "", address.pathname + address.search);
    for (const link of document.querySelectorAll("a.lang")) link.search = address.search;
    const place = panel.querySelector("[data-draft-link]");
    const until = place.querySelector("[data-until]");
    place.querySelector("input").value = address.href;
    until.textContent = until.dataset.until.replace("{0}", draft.until);
    place.hidden = false;
    if (draft.other) {
      const notice = panel.querySelector("[data-draft-other]");
      notice.querySelector("a").href = draft.other;
      notice.hidden = false;
    }
  }

  // The page was open for so long, or the browser was closed meanwhile, that its token is not good any more: takes a fresh one.
  async function renewToken() {
    const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
    const fresh = page.querySelector("form[data-autosave] [name=__RequestVerificationToken]");
    if (fresh) form.elements.__RequestVerificationToken.value = fresh.value;
  }

  function post() {
    const address = new URL(form.action);
    address.searchParams.set("handler", "Draft");
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    return fetch(address, { method: "POST", body, keepalive: String(body).length < KEEPALIVE_BYTES, signal: AbortSignal.timeout(PATIENCE) });
  }

  async function send() {
    const sent = changes;
    try {
      let answer = await post();
      if (answer.status === 400) {
        await renewToken();
        answer = await post();
      }

      if (answer.ok) {
        const draft = await answer.json();
        [saved, tries, trouble] = [sent, 0, ""];
        mark();
        keep(draft);
        sayWhen(draft.savedAt);
      } else if (answer.status === 400) {
        // The fresh token is of no use either: the cookie that belongs to it does not arrive.
        failed("blocked");
      } else if (answer.status === 413) {
        failed("tooLong", 0);
      } else if (answer.status === 429) {
        failed("busy", 1_000 * Number(answer.headers.get("Retry-After")) || undefined);
      } else {
        failed("failed", 1_000 * Number(answer.headers.get("Retry-After")) || undefined);
      }
    } catch {
      failed("offline");
    }
  }

  function save() {
    clearTimeout(timer);
    saving ??= send().finally(() => {
      saving = undefined;
      if (!trouble && isUnsaved()) later(WAIT);
    });
    return saving;
  }

  function changed() {
    changes++;
    mark();
    if (trouble !== "busy") later(WAIT);
  }

  // Not "change": a field of text sends it only when it is left, when all of it may be saved already.
  form.addEventListener("input", changed);
  // Something that is kept with the draft is about to be sent: it is told when there is one.
  form.addEventListener("needs-draft", (event) => {
    changed();
    event.detail.saved = save();
  });
  window.addEventListener("online", () => { if (isUnsaved()) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && isUnsaved()) save(); });
  window.addEventListener("beforeunload", (event) => { if (isUnsaved() && !leaving) event.preventDefault(); });
  window.addEventListener("pageshow", () => { leaving = false; });

  // What is typed is saved first: if it does not arrive, the form stays here instead of an error page of the browser.
  form.addEventListener("submit", async (event) => {
    if (goes || (navigator.onLine && !isUnsaved())) {
      [leaving, goes] = [true, false];
      return;
    }

    event.preventDefault();
    const button = event.submitter;
    await save();
    if (isUnsaved() && !trouble) await save();
    if (trouble === "offline" || !navigator.onLine) {
      say(status.dataset.notSent);
      return;
    }

    goes = true;
    form.requestSubmit(button);
  });

  if (status.dataset.savedAt) sayWhen(status.dataset.savedAt);
  mark();
  if (isUnsaved()) later(WAIT);
}

document.querySelectorAll("form[data-autosave=on]").forEach(start);
