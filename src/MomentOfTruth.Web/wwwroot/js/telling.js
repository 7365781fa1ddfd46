// <form data-telling>: a moment is kept on this device as it is typed, and saved in the draft of the site two seconds after a change. Where the
// line is lost, telling goes on here: the next moment, the last page, and the receipt code. Without this module there is a "Save" button.
const { kept } = self;
const WAIT = 2_000, KEPT_WAIT = 200, LONGEST_WAIT = 60_000, PATIENCE = 15_000, KEEPALIVE_BYTES = 60_000, AGAIN = 10_000;
const NAME = "Input.Moments[0].";

function start(form) {
  const status = form.querySelector("[data-draft-status]");
  const panel = form.querySelector("[data-draft]");
  const isShell = new URL(location.href).searchParams.has("draft") && !new URL(form.action).searchParams.has("draft");
  let changes = status.dataset.unsaved ? 1 : 0, saved = 0, tries = 0, trouble = "", timer, keptTimer, saving, leaving = false, goes = false;

  // What was kept of this draft and has not arrived.
  let mayHaveKept = false;
  async function hasKept() {
    mayHaveKept = (await kept.all().catch(() => [])).some((post) => post.draft === draftKey() && post.ready && !post.asks);
    return mayHaveKept;
  }

  const hasEarlier = async (id) => (await kept.all().catch(() => []))
    .some((post) => post.kind === "moment" && post.draft === draftKey() && post.id !== id && !post.asks);

  const field = (name) => form.elements[NAME + name];
  const isUnsaved = () => changes > saved;
  const address = () => new URL(form.action);
  const draftKey = () => address().searchParams.get("draft");
  const page = () => address().pathname;
  const idOf = () => `${draftKey()}:${field("Key").value}`;

  // <form data-unsaved> as long as something is.
  function mark() {
    form.toggleAttribute("data-unsaved", isUnsaved());
  }

  function say(text) {
    status.dataset.said = "";
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

  /** A draft has a key from its first word on, so that it is one draft however often its first save is tried. */
  function hasKey() {
    if (draftKey()) return;
    const next = address();
    next.searchParams.set("draft", kept.newDraftKey());
    form.action = next.href;
  }

  function entries() {
    return [...new FormData(form)].filter(([name, value]) => name !== kept.TOKEN && (typeof value === "string" || value.size > 0));
  }

  /** Keeps the moment here. Resolves with the time of doing so; with nothing where the browser has no room for it. */
  async function keep() {
    clearTimeout(keptTimer);
    hasKey();
    const action = address();
    action.searchParams.set("handler", "Draft");
    try {
      return await kept.put({
        id: idOf(), kind: "moment", draft: draftKey(), page: page() + `?draft=${draftKey()}`, token: page(), action: action.href,
        entries: entries(), label: form.dataset.company, ready: true,
      });
    } catch {
      return undefined;
    }
  }

  function keepDraft(draft) {
    const next = address();
    next.searchParams.set("draft", draft.key);
    form.action = next.href;
    form.elements.version.value = draft.version;
    field("Saved").value = draft.moment;
    const shown = next.pathname + next.search;
    history.replaceState(history.state, "", shown);
    for (const link of document.querySelectorAll("a.lang")) link.search = next.search;
    const place = panel.querySelector("[data-draft-link]");
    const until = place.querySelector("[data-until]");
    place.querySelector("input").value = `${next.origin}${next.pathname}?draft=${draft.key}`;
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
    const html = new DOMParser().parseFromString(await (await fetch(page())).text(), "text/html");
    const fresh = html.querySelector(`form [name=${kept.TOKEN}]`);
    if (fresh) form.elements[kept.TOKEN].value = fresh.value;
  }

  function post() {
    const action = address();
    action.searchParams.set("handler", "Draft");
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    return fetch(action, { method: "POST", body, keepalive: String(body).length < KEEPALIVE_BYTES, signal: AbortSignal.timeout(PATIENCE) });
  }

  async function send() {
    const sent = changes;
    const [id, at] = [draftKey() && idOf(), await keep()];
    const was = id ?? idOf();
    try {
      // Moments are sent in the order in which they were told.
      if (await hasEarlier(was) && (!await kept.sync(was) || await hasEarlier(was))) throw new Error("What was kept earlier did not arrive.");
      let answer = await post();
      if (answer.status === 400) {
        await renewToken();
        answer = await post();
      }

      if (answer.ok) {
        const draft = await answer.json();
        [saved, tries, trouble] = [sent, 0, ""];
        await kept.remove(was, at).catch(() => {});
        mark();
        keepDraft(draft);
        sayWhen(draft.savedAt);
        if (mayHaveKept) kept.sync().then(hasKept);
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
      failed(at ? "offline" : "failed");
      // Loaded again, with a line or without one, the page is the one of this draft.
      const next = address();
      history.replaceState(history.state, "", next.pathname + next.search);
      kept.later();
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
    clearTimeout(keptTimer);
    keptTimer = setTimeout(keep, KEPT_WAIT);
    if (trouble !== "busy") later(WAIT);
  }

  // ---- Without a line ----

  const total = form.querySelector(".total");
  const scores = total.querySelector("[data-scores]");

  /** A told moment as a line, as the site writes it; it can be changed again when the line is back. */
  function addLine(told) {
    const side = form.querySelector(".told-side");
    let list = side.querySelector(".told-lines");
    if (!list) {
      list = document.createElement("ol");
      list.className = "told-lines";
      side.append(list);
    }
    const line = side.querySelector("template[data-line]").content.cloneNode(true);
    const said = (name) => told.find(([one]) => one === NAME + name)?.[1] ?? "";
    const score = said("Score") || "?";
    line.querySelector(".chip").textContent = score;
    line.querySelector(".chip").classList.add(score === "0" ? "s0" : score <= 3 ? "s1" : score <= 6 ? "s2" : score <= 8 ? "s3" : "s4");
    line.querySelector("b").textContent = said("Where") || said("Touchpoint");
    line.querySelector(".words").textContent = said("Story");
    list.append(line);
  }

  /** The page is at the next moment: what is told counts, and the new one follows it. */
  function goOn() {
    scores.dataset.scores += ",";
    total.dataset.at = Number(total.dataset.at) + 1;
    const position = Number(total.dataset.at) + 1;
    form.querySelector(".question").textContent = form.dataset.next;
    form.querySelectorAll("[data-position]").forEach((place) => { place.textContent = place.dataset.position.replace("{0}", position); });
    const next = address();
    next.searchParams.set("moment", position);
    form.action = next.href;
    history.replaceState(history.state, "", next.pathname + next.search);
  }

  function isTold() {
    return form.querySelector(`[name="${NAME}Score"]:checked`)
      && (form.querySelector(`[name="${NAME}Where"]:checked`)?.value || field("Touchpoint").value.trim());
  }

  function isBlank() {
    return !field("Story").value.trim() && !form.querySelector(`[name="${NAME}Score"]:checked`) && !form.querySelector(".held > li");
  }

  async function nextHere() {
    if (!isTold()) return say(form.dataset.missing);
    if (!await keep()) return say(status.dataset.notSent);
    addLine(entries());
    goOn();
    field("Key").value = kept.newMomentKey();
    field("Saved").value = "0";
    field("Story").value = "";
    field("Touchpoint").value = "";
    form.querySelectorAll(`[name="${NAME}Score"], [name="${NAME}Where"]`).forEach((radio) => { radio.checked = false; });
    form.querySelectorAll(".held").forEach((list) => list.remove());
    [changes, saved] = [0, 0];
    mark();
    say(status.dataset.offline);
    form.dispatchEvent(new Event("change", { bubbles: true }));
    form.querySelector("#now").scrollIntoView();
    field("Story").focus();
  }

  async function lastPageHere() {
    if (!isBlank()) {
      if (!isTold()) return say(form.dataset.missing);
      if (!await keep()) return say(status.dataset.notSent);
    }
    const last = document.querySelector("template[data-last-page]").content.cloneNode(true);
    const done = document.querySelector("template[data-kept-panel]").content.cloneNode(true);
    const code = kept.newReceipt();
    const [key, here] = [draftKey(), page()];
    let isKept = false;
    last.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isKept) return;
      isKept = true;
      await kept.put({
        id: `${key}:send`, kind: "send", draft: key, page: `${here}?draft=${key}`, token: here, action: `${here}/check/${key}?handler=Kept`,
        entries: [...new FormData(event.target)].concat([["Receipt", code]]), label: form.dataset.company, ready: true,
      });
      done.querySelector("#code").textContent = code;
      document.querySelector("main").replaceChildren(done);
      document.querySelector("main").focus();
      kept.later();
      const again = () => { kept.sync(); setTimeout(again, AGAIN); };
      window.addEventListener("online", () => kept.sync());
      again();
    });
    [leaving, changes, saved] = [true, 0, 0];
    clearTimeout(timer);
    document.querySelector("main").replaceChildren(last);
    document.querySelector("main").focus();
  }

  kept.onNews((data) => {
    hasKept();
    if (data.sent === `${draftKey()}:send` && data.answer?.address) location.replace(data.answer.address);
    if (data.asks === `${draftKey()}:send`) location.assign(data.page);
  });

  /** Brings back what was kept here and is not on the page: the site was not reached, or the browser was closed before it was. */
  async function restore() {
    if (isShell) {
      const next = address();
      next.search = location.search;
      form.action = next.href;
      const posts = (await kept.all()).filter((post) => post.draft === draftKey() && post.kind === "moment");
      const last = posts.pop();
      for (const { entries: told } of posts) {
        scores.dataset.scores = scores.dataset.scores.replace(/[^,]*$/, told.find(([name]) => name === `${NAME}Score`)?.[1] ?? "");
        addLine(told);
        goOn();
      }
      if (last) field("Key").value = last.entries.find(([name]) => name === `${NAME}Key`)?.[1] ?? field("Key").value;
    }
    const post = draftKey() && await kept.get(idOf());
    if (!post) return;
    for (const [name, value] of post.entries) {
      if (typeof value !== "string" || !name.startsWith(NAME) || /\.(Key|Saved)$|Photos/.test(name)) continue;
      for (const element of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (element.type === "radio") element.checked = element.value === value;
        else element.value = value;
      }
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    changed();
  }

  // ---- What happens ----

  // Not "change": a field of text sends it only when it is left, when all of it may be saved already.
  form.addEventListener("input", changed);
  // Something that is kept with the draft is about to be sent: it is told when there is one.
  form.addEventListener("needs-draft", (event) => {
    changed();
    event.detail.saved = save();
  });
  window.addEventListener("online", () => { if (isUnsaved()) save(); else kept.sync(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && isUnsaved()) { keep(); save(); } });
  window.addEventListener("beforeunload", (event) => { if (isUnsaved() && !leaving && !trouble) event.preventDefault(); });
  window.addEventListener("pageshow", () => { leaving = false; });

  // What is typed is saved first: if it does not arrive, telling goes on here instead of on an error page of the browser.
  let isPressed = false;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (isPressed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }

    if (goes || (navigator.onLine && !isUnsaved() && !trouble && !mayHaveKept)) {
      [leaving, goes] = [true, false];
      return;
    }

    event.preventDefault();
    event.stopImmediatePropagation();
    isPressed = true;
    goes = await mayGo(button);
    isPressed = false;
    if (goes) form.requestSubmit(button);
  });

  /** Saves what is typed; without a line the button does here what it does. Whether the form may be sent to the site. */
  async function mayGo(button) {
    await save();
    if (isUnsaved() && !trouble) await save();
    if (trouble === "offline" || !navigator.onLine) {
      if (button?.value === "next") await nextHere();
      else if (button?.value === "all") await lastPageHere();
      else say(status.dataset.notSent);
      return false;
    }

    // Earlier moments and photos that were kept here go first.
    await kept.sync();
    if (!await hasKept()) return true;
    say(status.dataset.notSent);
    return false;
  }

  if (status.dataset.savedAt) sayWhen(status.dataset.savedAt);
  mark();
  if (isUnsaved()) later(WAIT);
  restore().then(hasKept).catch(() => {});
}

document.querySelectorAll("form[data-telling]").forEach(start);
if (window.parent === window) navigator.serviceWorker?.register("/sw.js").catch(() => {});
