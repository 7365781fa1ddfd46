// Part of the service worker: the customer's form opens without a line. The form of each company that was visited is kept as it looks to
// anybody, without a draft and without a cookie; what was typed is in the queue on this device, and goes from there when the line is back.
importScripts("/js/kept.js");

const PAGES = "pages-1", FILES = "files-1", OFFLINE = ["/en/offline", "/ko/offline"];
const FORM = /^\/(en|ko)\/log\/[^/]+$/, FILE = /^\/(css|js)\/|^\/icon/;

async function keepFilesOf(html) {
  const files = await caches.open(FILES);
  for (const [, path] of html.matchAll(/(?:href|src)="(\/(?:css|js|icon)[^"]+)"/g)) {
    if (!await files.match(path)) await files.add(path);
  }
}

async function keepPage(path) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return;
  await keepFilesOf(await answer.clone().text());
  await (await caches.open(PAGES)).put(path, answer);
}

/** Whether the site cannot know this draft yet, because what was typed is still here. */
async function isOnItsWay(draft) {
  return !!draft && (await self.kept.all().catch(() => [])).some((post) => post.draft === draft && post.ready);
}

async function page(event) {
  const { pathname, searchParams } = new URL(event.request.url);
  try {
    let answer = await fetch(event.request);
    if (answer.status === 404 && await isOnItsWay(searchParams.get("draft")) && await self.kept.sync()) answer = await fetch(event.request);
    if (answer.ok && FORM.test(pathname)) event.waitUntil(keepPage(pathname).catch(() => {}));
    return answer;
  } catch (error) {
    const pages = await caches.open(PAGES);
    const kept = await pages.match(pathname) ?? await pages.match(OFFLINE.find((path) => path.startsWith(pathname.slice(0, 4))) ?? OFFLINE[0]);
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request) ?? await caches.match(new URL(request.url).pathname);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all(OFFLINE.map((path) => keepPage(path).catch(() => {}))));
});

self.addEventListener("activate", (event) => {
  const now = [PAGES, FILES];
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (!now.includes(name)) await caches.delete(name);
    await self.clients.claim();
    for (const client of await self.clients.matchAll({ type: "window" })) {
      const { pathname } = new URL(client.url);
      if (FORM.test(pathname)) await keepPage(pathname).catch(() => {});
    }
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILE.test(new URL(request.url).pathname)) event.respondWith(file(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "kept") event.waitUntil(self.kept.sync());
});
