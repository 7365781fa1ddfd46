// <form hidden data-push="PUBLIC KEY" data-told="HASH HASH" data-ask data-stop data-on data-denied data-failed>: lets this browser tell of
// replies, and no more. Stays hidden where the browser cannot. <form data-push-forget> names this browser to the server, which forgets it.
const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window && crypto.subtle;

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const hashOf = async (subscription) => textOf(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint)));

const current = async () => (await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription()) ?? null;

async function subscribe(key) {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (known) {
    if (textOf(known.options.applicationServerKey) === key) return known;
    await known.unsubscribe();
  }
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

async function send(form, subscription, handler) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("endpoint", subscription.endpoint);
  fields.set("p256dh", textOf(subscription.getKey("p256dh")));
  fields.set("auth", textOf(subscription.getKey("auth")));
  const answer = await fetch(form.action + handler, { method: "POST", body: fields });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function offer(form) {
  const [button, status] = [form.querySelector("button"), form.querySelector("[role=status]")];
  const { push: key, told, ask, stop, on, denied, failed } = form.dataset;
  const known = await current();
  let isTold = known !== null && told.split(" ").includes(await hashOf(known));

  const show = (words) => {
    const isRefused = Notification.permission === "denied";
    button.textContent = isTold ? stop : ask;
    button.hidden = isRefused && !isTold;
    status.textContent = words ?? (isTold ? on : isRefused ? denied : "");
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (isTold) {
        const subscription = await current();
        if (subscription) await send(form, subscription, "?handler=Stop");
        isTold = false;
        show();
      } else if (await Notification.requestPermission() === "granted") {
        await send(form, await subscribe(key), "");
        isTold = true;
        show();
      } else {
        show();
      }
    } catch {
      show(failed);
    }
    button.disabled = false;
  });
  show();
  form.hidden = false;
}

if (isAble) {
  for (const form of document.querySelectorAll("form[data-push]")) offer(form);
  for (const form of document.querySelectorAll("form[data-push-forget]")) {
    current().then((subscription) => { form.elements.endpoint.value = subscription?.endpoint ?? ""; });
  }
}
