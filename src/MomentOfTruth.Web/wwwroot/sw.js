// Served from the root, so that all pages are in its scope. Works without a line: see the script.
importScripts("/js/offline-pages.js");

// A company has replied: says so, and nothing of what anybody wrote. A second reply to the same journey takes the place of the first.
self.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (!told) return;
  event.waitUntil(self.registration.showNotification(told.title, {
    tag: told.page, data: { page: told.page }, lang: told.lang, icon: "/icon.svg", renotify: true,
  }));
});

// Opens the reply, in a window that shows it already if there is one. Leads nowhere else than to a page of ours.
async function open(address) {
  const page = new URL(address, self.location.origin);
  if (page.origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find((window) => new URL(window.url).pathname === page.pathname);
  await (shown ? shown.focus() : self.clients.openWindow(page.href));
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.page));
});
