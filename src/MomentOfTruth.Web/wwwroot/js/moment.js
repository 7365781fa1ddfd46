// One moment of a journey (<form class="tell">): the equation, what is left and the row of this moment follow the score while it is chosen,
// the chip of the day says "yesterday", and the foot of the form steps aside while a keyboard covers half of the screen. Without this module
// the next page says the same.
const NONE = "–", MOST = 8, FACTOR = " × ", WORDS = 60;

/** 100 × Π (score / 10). Whole numbers as long as they are exact, so that a half rounds up here as it does on the server. */
export function journeyScore(scores) {
  if (scores.length === 0) return NONE;
  const kept = scores.reduce((product, score) => product * score, 1);
  const score = (100 * kept) / 10 ** scores.length;
  if (score > 0 && score < 0.005) return "<0.01";
  if (score > 0 && score < 0.095) return String(Math.round(100 * score) / 100);
  return String(Math.round(10 * score) / 10);
}

/** The scores as they are multiplied; of many the last. */
export function equation(scores) {
  return (scores.length > MOST ? ["…", ...scores.slice(-MOST)] : scores).join(FACTOR);
}

/** The colour class of a score, 0 to 10. */
export function colourOf(score) {
  return score <= 0 ? "s0" : score <= 3 ? "s1" : score <= 6 ? "s2" : score <= 8 ? "s3" : "s4";
}

/** How many days one day is before another; both as yyyy-mm-dd. */
export function daysBetween(day, today) {
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}

const isScore = (text) => text !== "" && Number(text) >= 0 && Number(text) <= 10;

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function follow(form) {
  const total = form.querySelector(".total");
  const output = total?.querySelector("[data-scores]");
  if (!output) return;
  const at = Number(total.dataset.at);
  const known = output.dataset.scores.split(",");

  function update() {
    known[at] = form.querySelector('input[type="radio"][name$=".Score"]:checked')?.value ?? "";
    const scores = known.filter(isScore).map(Number);
    const left = scores.reduce((product, score) => (product * score) / 10, 1);
    write(output.querySelector("[data-equation]"), equation(scores.map(String)));
    write(output.querySelector("[data-journey-score]"), journeyScore(scores));
    const bar = total.querySelector("[data-left]");
    bar.setAttribute("class", scores.length ? colourOf(10 * left) : "s4");
    bar.setAttribute("width", `${Math.round(100_000 * left) / 1000}%`);
    form.toggleAttribute("data-scored", isScore(known[at]));
    showLine(isScore(known[at]) ? Number(known[at]) : undefined, journeyScore(scores));
  }

  // The line of this moment beside those told before.
  function showLine(score, left) {
    const line = form.querySelector("[data-live]");
    if (!line) return;
    line.hidden = score === undefined;
    if (line.hidden) return;
    const where = form.querySelector('[name$=".Where"]:checked')?.value || form.querySelector('[name$=".Touchpoint"]')?.value;
    write(line.querySelector(".chip"), String(score));
    line.querySelector(".chip").className = `chip ${colourOf(score)}`;
    write(line.querySelector("b"), where ?? "");
    write(line.querySelector(".words"), form.querySelector("textarea").value.slice(0, WORDS));
    write(line.querySelector(".num"), left);
    line.querySelector("rect").setAttribute("class", colourOf(score));
    line.querySelector("rect").setAttribute("width", `${10 * score}%`);
    line.classList.toggle("fell", score === 0);
  }

  form.addEventListener("change", update);
  form.addEventListener("input", update);
  form.addEventListener("reset", () => setTimeout(update));
  // Back and forward bring the choices back without a change event.
  window.addEventListener("pageshow", update);
  update();
}

function sayDay(form) {
  const shown = form.querySelector("[data-day-shown]");
  const day = form.querySelector('input[name$=".OccurredOn"]');
  if (!shown || !day) return;
  const words = shown.dataset.days.split("|");
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  const say = () => {
    const instant = Date.parse(`${day.value}T00:00:00Z`);
    if (!Number.isNaN(instant)) write(shown, words[daysBetween(day.value, shown.dataset.today)] ?? format.format(instant));
  };
  day.addEventListener("input", say);
  window.addEventListener("pageshow", say);
}

for (const form of document.querySelectorAll("form.tell")) {
  follow(form);
  sayDay(form);
  const elsewhere = form.querySelector("[data-elsewhere]");
  elsewhere?.addEventListener("change", () => form.querySelector(".elsewhere input")?.focus());
}

// In a frame the last page opens in a tab of its own: once the draft has gone from there, the frame says so.
const LOOK_AGAIN = 3_000;

function sayWhenSent(form, done) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "all") return;
    const look = async () => {
      const address = new URL(form.action);
      const answer = address.searchParams.has("draft") && await fetch(address, { cache: "no-store" }).catch(() => undefined);
      if (answer?.status === 404) document.querySelector("main").replaceChildren(done.content.cloneNode(true));
      else setTimeout(look, LOOK_AGAIN);
    };
    setTimeout(look, LOOK_AGAIN);
  });
}

const done = document.querySelector("template[data-frame-sent]");
if (done) document.querySelectorAll("form.tell").forEach((form) => sayWhenSent(form, done));

// A frame tells its page how tall it is, and where it begins anew.
if (window.parent !== window) {
  const tell = (top) => window.parent.postMessage({ momentOfTruth: { height: document.documentElement.scrollHeight, top } }, "*");
  new ResizeObserver(() => tell(false)).observe(document.body);
  tell(location.hash !== "");
}
