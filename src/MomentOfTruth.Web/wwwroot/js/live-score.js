// Keeps the total of the log form current while scores are chosen. Without this module the "Update" button does it on the server.
// Written exactly as the server writes: 24.3, 100, 0, <0.1 for what is not quite nothing; the plain average with two decimals.
const NONE = "–";

/** 100 × Π (score / 10). Whole numbers as long as they are exact, so that a half rounds up here as it does on the server. */
export function journeyScore(scores) {
  if (scores.length === 0) return NONE;
  const kept = scores.reduce((product, score) => product * score, 1);
  const score = (100 * kept) / 10 ** scores.length;
  if (score > 0 && score < 0.05) return "<0.1";
  return String(Math.round(10 * score) / 10);
}

export function plainAverage(scores) {
  if (scores.length === 0) return NONE;
  const sum = scores.reduce((total, score) => total + score, 0);
  return (Math.round((100 * sum) / scores.length) / 100).toFixed(2);
}

function chosenScores(form) {
  return [...form.querySelectorAll('input[type="radio"][name$=".Score"]:checked')]
    .map((radio) => Number(radio.value || NaN))
    // A value that is no score stays in the form until it is corrected, and does not count.
    .filter((score) => score >= 0 && score <= 10);
}

function write(form, selector, text) {
  for (const place of form.querySelectorAll(selector)) {
    if (place.textContent !== text) place.textContent = text;
  }
}

function update(form) {
  const scores = chosenScores(form);
  write(form, "[data-journey-score]", journeyScore(scores));
  write(form, "[data-plain-average]", plainAverage(scores));
}

for (const form of document.querySelectorAll("form[data-live-score]")) {
  form.querySelectorAll("[data-needs-no-script]").forEach((button) => { button.hidden = true; });
  form.addEventListener("change", () => update(form));
  form.addEventListener("reset", () => setTimeout(() => update(form)));
  // Back and forward bring the choices back without a change event.
  window.addEventListener("pageshow", () => update(form));
  update(form);
}
