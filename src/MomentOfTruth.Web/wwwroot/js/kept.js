// What is typed, kept on this device until the site has it: a queue of posts in IndexedDB, sent in their order when the line is back, each as
// often as it takes and once in effect: a moment is known by its key, a journey by its receipt code, a change by the version it was made of.
// A classic script, because the service worker loads it too.
self.kept = (() => {
  const NAME = "moment-of-truth", POSTS = "posts", SENT = "sent", PATIENCE = 30_000, TOKEN = "__RequestVerificationToken";
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", SYMBOLS = 27, GROUP = 4;
  // A channel does not hear what it says itself.
  const here = new EventTarget();
  const channel = (() => {
    try {
      return new BroadcastChannel("kept");
    } catch {
      // A frame whose browser keeps nothing for it: what is typed goes to the site alone.
      return Object.assign(new EventTarget(), { postMessage() {} });
    }
  })();
  let opened;

  const result = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  function store(mode) {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(POSTS, { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => { opened = undefined; reject(request.error); };
    });
    return opened.then((db) => db.transaction(POSTS, mode).objectStore(POSTS));
  }

  function tell(data) {
    channel.postMessage(data);
    here.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** Calls back with what happens to the queue, on this page or another. */
  function onNews(listener) {
    for (const source of [channel, here]) source.addEventListener("message", ({ data }) => listener(data));
  }

  const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /** Keeps a post: { id, kind, page, action, entries: [[name, text or file]], label, ready }. One of the same id is replaced. */
  async function put(post) {
    post.at = Date.now();
    const posts = await store("readwrite");
    const before = await result(posts.get(post.id));
    await result(posts.put({ ...post, order: before?.order ?? post.at }));
    tell({ kept: post.id });
    return post.at;
  }

  const get = async (id) => result((await store("readonly")).get(id));

  const all = async () => (await result((await store("readonly")).getAll())).filter((post) => post.id !== SENT).sort((a, b) => a.order - b.order);

  /** When something of this device last reached the site, in milliseconds since 1970: a page that is older does not know of it. */
  const sentAt = async () => (await get(SENT))?.at ?? 0;

  /** Forgets a post, unless it was kept again since that time. */
  async function remove(id, at) {
    const posts = await store("readwrite");
    const post = await result(posts.get(id));
    if (post && (!at || post.at === at)) await result(posts.delete(id));
    tell({ removed: id });
  }

  async function tokenOf(page) {
    const html = await (await fetch(page, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).text();
    return new RegExp(`name="${TOKEN}"[^>]*value="([^"]+)"`).exec(html)?.[1] ?? "";
  }

  // Returns what became of it: "sent", "asks" (its page has a question about it), "later", or "waits" for another of its draft.
  async function send(post) {
    const body = post.entries.some(([, value]) => typeof value !== "string") ? new FormData() : new URLSearchParams();
    for (const [name, value] of post.entries) {
      if (typeof value === "string") body.append(name, value);
      else body.append(name, value, value.name);
    }
    body.set(TOKEN, await tokenOf(post.token ?? post.page));
    const answer = await fetch(post.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 429 || answer.status >= 500) return { became: "later" };
    // A photo waits for its moment, and goes with one that was removed.
    if (post.kind === "photo" && answer.status === 404) return { became: await get(post.id.slice(0, post.id.lastIndexOf(":"))) ? "waits" : "gone" };
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.ok && isJson) return { became: "sent", answer: await answer.json() };
    if (answer.redirected && answer.status < 300 && !/[?&](said|wrong)=/.test(answer.url)) return { became: "sent", answer: { address: answer.url } };
    return { became: "asks", page: answer.redirected ? answer.url : post.page };
  }

  async function sendAll(except) {
    const [held, waits] = [new Set(), new Set()];
    for (const post of await all()) {
      if (!post.ready || post.id === except || held.has(post.draft) || (post.kind === "send" && waits.has(post.draft))) continue;
      const { became, answer, page } = await send(post);
      if (became === "later") return;
      if (became === "waits") {
        waits.add(post.draft);
      } else if (became === "gone") {
        await remove(post.id);
      } else if (became === "sent") {
        await result((await store("readwrite")).put({ id: SENT, at: Date.now() }));
        await remove(post.id, post.at);
        tell({ sent: post.id, answer, post: { draft: post.draft, kind: post.kind, page: post.page, label: post.label } });
      } else {
        // What belongs to the same draft waits for it.
        if (post.draft) held.add(post.draft);
        const posts = await store("readwrite");
        const now = await result(posts.get(post.id));
        if (now) await result(posts.put({ ...now, asks: page }));
        tell({ asks: post.id, page });
      }
    }
  }

  /** Sends what is ready, all but one. A second page, or the service worker, waits for the first. No line is no error: it is tried again. */
  async function sync(except) {
    try {
      if (navigator.locks) await navigator.locks.request("kept", () => sendAll(except));
      else await sendAll(except);
      return true;
    } catch {
      return false;
    }
  }

  /** Asks the browser to send when the line is back, also after this page is closed; without that, the next page does. */
  async function later() {
    try {
      const worker = await navigator.serviceWorker?.ready;
      await worker?.sync?.register("kept");
    } catch {
      // The browser has no such thing, or refuses it.
    }
  }

  // Luhn mod N, as the site checks it.
  function checkSymbol(symbols) {
    let [sum, factor] = [0, 2];
    for (const symbol of [...symbols].reverse()) {
      const addend = factor * ALPHABET.indexOf(symbol);
      sum += Math.floor(addend / 32) + (addend % 32);
      factor = 3 - factor;
    }
    return ALPHABET[(32 - (sum % 32)) % 32];
  }

  /** A receipt code made here: the journey gets it when it is sent. */
  function newReceipt() {
    const symbols = [...crypto.getRandomValues(new Uint8Array(SYMBOLS))].map((byte) => ALPHABET[byte % 32]).join("");
    return (symbols + checkSymbol(symbols)).match(new RegExp(`.{${GROUP}}`, "g")).join("-");
  }

  return { put, get, all, sentAt, remove, sync, later, onNews, newReceipt, newDraftKey: () => hex(16), newMomentKey: () => hex(8), TOKEN };
})();
