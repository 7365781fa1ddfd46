// Small helps while a moment is told: "yesterday" fills in the calendar, a zero is asked about once, and the kind of company changes what
// is suggested. Without this module the form, the check page and the "Show suggestions" button do the same.

/** The day so many days before another; both as yyyy-mm-dd. */
export function dayBefore(today, days) {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}

function tell(field) {
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

function relativeDay(choice) {
  const day = document.getElementById(choice.id.replace(/DaysAgo$/, "OccurredOn"));
  const days = [...choice.options].map((option) => option.value).filter((value) => value);
  // The calendar is what counts: the choice, sent after midnight, would be another day.
  choice.removeAttribute("name");
  const show = () => { choice.value = days.find((value) => dayBefore(choice.dataset.today, value) === day.value) ?? ""; };
  choice.addEventListener("change", () => {
    if (!choice.value) return;
    day.value = dayBefore(choice.dataset.today, choice.value);
    tell(day);
  });
  day.addEventListener("input", show);
  if (choice.value) choice.dispatchEvent(new Event("change"));
  show();
}

function askAboutZero(scores, template) {
  const meant = scores.querySelector("[data-zero-meant]");
  const zero = scores.querySelector('input[type="radio"][value="0"]');
  let question;

  function answer(button) {
    if (button.dataset.zero === "yes") meant.value = "yes";
    else zero.checked = false;
    (zero.checked ? zero : scores.querySelector('input[type="radio"][value="1"]')).focus();
    tell(zero);
  }

  function ask() {
    const asks = zero.checked && !meant.value;
    if (asks && !question) {
      scores.querySelector("[data-zero-asked]")?.remove();
      scores.append(template.content.cloneNode(true));
      question = scores.lastElementChild;
      question.addEventListener("click", (event) => { if (event.target.dataset.zero) answer(event.target); });
    } else if (!asks && question) {
      question.remove();
      question = undefined;
    }
  }

  scores.addEventListener("change", ask);
  window.addEventListener("pageshow", ask);
  ask();
}

function suggest(kind) {
  const list = document.querySelector(kind.dataset.kindOf);
  list.querySelectorAll("[data-kind]").forEach((option) => option.remove());
  const touchpoints = document.querySelector(`template[data-touchpoints-of="${kind.value}"]`);
  if (touchpoints) list.append(touchpoints.content.cloneNode(true));
}

document.querySelectorAll("select[data-days-ago]").forEach(relativeDay);
const template = document.getElementById("zero-question");
if (template) document.querySelectorAll("fieldset.scores").forEach((scores) => askAboutZero(scores, template));
document.querySelectorAll("select[data-kind-of]").forEach((kind) => kind.addEventListener("change", () => suggest(kind)));
