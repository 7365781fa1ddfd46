// <section data-own-drafts>: adds what is kept on this device and has not reached the site, and sends what is ready.
const { kept } = self;

// What has arrived while the page is open stays listed: with the draft, or with the journey that it became.
const arrived = new Map();

async function draw(section) {
  // Waited for first: of two who draw at once, the second takes away what the first has drawn.
  const posts = await kept.all();
  const list = section.querySelector("ul");
  const line = section.querySelector("template[data-kept-line]");
  list.querySelectorAll("[data-of-device]").forEach((item) => item.remove());
  const seen = new Set([...list.querySelectorAll("a")].map((link) => new URL(link.href).searchParams.get("draft")));
  for (const [draft, one] of arrived) {
    if (!posts.some((post) => post.draft === draft)) posts.push({ draft, ...one, ready: true });
  }
  for (const post of posts) {
    if (post.draft ? seen.has(post.draft) : !post.ready) continue;
    seen.add(post.draft);
    const item = line.content.cloneNode(true);
    const said = item.querySelector("span");
    // The site has its page once the draft has arrived.
    item.querySelector("a").addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const { href } = event.currentTarget;
      await kept.sync();
      location.assign(href);
    });
    item.querySelector("li").dataset.ofDevice = "";
    item.querySelector("a").href = post.asks ?? post.page;
    item.querySelector("a").textContent = post.label;
    said.textContent = post.asks ? said.dataset.asks : post.hasArrived ? "" : said.dataset.kept;
    list.append(item);
  }
  section.hidden = list.children.length === 0;
}

// Something arrived after the site had written this page: what it has now is read once more.
async function catchUp(section) {
  if (await kept.sentAt() < performance.timeOrigin) return;
  const now = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html").querySelector("[data-own-drafts] ul");
  if (now) section.querySelector("ul").replaceChildren(...now.children);
}

for (const section of document.querySelectorAll("[data-own-drafts]")) {
  const again = () => draw(section).catch(() => {});
  catchUp(section).catch(() => {}).then(again);
  kept.sync().then(again);
  kept.onNews(({ sent, answer, post }) => {
    if (sent && post.draft) arrived.set(post.draft, { page: answer?.address ?? post.page, label: post.label, hasArrived: true });
    again();
  });
  window.addEventListener("online", () => kept.sync());
}

navigator.serviceWorker?.register("/sw.js").catch(() => {});
