// <div data-rows> with a table: while the focus is in it, j and k move it to the link of the next and of the former row; Enter opens that, as
// any link. On a Korean keyboard these keys write ㅓ and ㅏ.
const steps = { j: 1, "ㅓ": 1, k: -1, "ㅏ": -1 };

for (const list of document.querySelectorAll("[data-rows]")) {
  const links = [...list.querySelectorAll("tbody th a")];
  list.addEventListener("keydown", (event) => {
    const by = steps[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || links.length === 0) return;
    event.preventDefault();
    const row = document.activeElement.closest("tr");
    const at = row ? links.indexOf(row.querySelector("th a")) : -1;
    links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)].focus();
  });
}
