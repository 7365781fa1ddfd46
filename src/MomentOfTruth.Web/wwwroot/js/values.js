// Where a finger points, nothing hovers: the first touch of a mark in a chart shows its value, the second opens its journeys.
let shown = null;

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".plot a");
  if (mark && mark !== shown && event.pointerType === "touch") {
    event.preventDefault();
    mark.focus();
  }
  shown = mark;
});
