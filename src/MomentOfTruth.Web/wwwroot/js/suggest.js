// <div data-suggest="/ko/find-company"> around a search form: shows companies under it while one types, as links. Arrows walk through
// them, Escape closes them, Enter in the field asks for the page of results. Only the answer to what stands in the field is shown.
const WAIT = 150, KEPT = 40;

function start(root) {
  const input = root.querySelector("input"), panel = root.querySelector("[data-suggestions]"), status = root.querySelector("[data-found]");
  const answers = new Map();
  let timer, request, shown = "";

  const typed = () => input.value.trim();
  const choices = () => [...panel.querySelectorAll("a, button")];

  function close() {
    panel.hidden = true;
    status.textContent = "";
  }

  function show(text, answer) {
    if (text !== typed() || !root.contains(document.activeElement)) return;
    if (text !== shown) panel.replaceChildren(...new DOMParser().parseFromString(answer, "text/html").body.childNodes);
    shown = text;
    panel.hidden = panel.childElementCount === 0;
    status.textContent = panel.querySelector("[data-count]")?.textContent ?? "";
  }

  async function ask() {
    const text = typed();
    request?.abort();
    if (!text) return close();
    if (answers.has(text)) return show(text, answers.get(text));
    request = new AbortController();
    try {
      const answer = await fetch(`${root.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: request.signal });
      if (!answer.ok) return;
      if (answers.size === KEPT) answers.clear();
      answers.set(text, await answer.text());
      show(text, answers.get(text));
    } catch {
      // Overtaken by the next letter, or no line: the button finds the company as well.
    }
  }

  function step(event, by) {
    const all = choices();
    if (panel.hidden || all.length === 0) return;
    const next = all.indexOf(document.activeElement) + by;
    event.preventDefault();
    (next < 0 ? input : all[Math.min(next, all.length - 1)]).focus();
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("focus", () => { if (shown && shown === typed()) show(shown); });
  root.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(event, 1);
    else if (event.key === "ArrowUp" && event.target !== input) step(event, -1);
    else if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      input.focus();
      close();
    }
  });
  document.addEventListener("pointerdown", event => { if (!root.contains(event.target)) close(); });
  root.addEventListener("focusout", event => { if (event.relatedTarget && !root.contains(event.relatedTarget)) close(); });
}

for (const root of document.querySelectorAll("[data-suggest]")) start(root);
