// <form data-passkey="get|create" data-options="address" data-failed="words">: asks the server what to ask for, the browser for a passkey, and
// sends its answer as the form's credential. With data-offered the browser also lists passkeys where the address of a sign-in is typed.
const isKnown = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;
// The server forgets what it asked for after some minutes.
const ASKS_AGAIN_AFTER = 4 * 60 * 1000;
let offer;

async function ask(form, extra) {
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    credentials: "same-origin",
    body: new URLSearchParams({ __RequestVerificationToken: form.elements.__RequestVerificationToken.value }),
  });
  if (!answer.ok || answer.redirected) throw new Error("no options");
  const json = await answer.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json), ...extra })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json), ...extra });
}

function send(form, credential) {
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

async function press(form, button, error) {
  offer?.abort();
  error.hidden = true;
  button.disabled = true;
  try {
    send(form, await ask(form));
  } catch {
    // Also where the person thought better of it.
    error.textContent = form.dataset.failed;
    error.hidden = false;
    button.disabled = false;
    button.focus();
  }
}

async function offerIn(form) {
  if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
  offer = new AbortController();
  const mine = offer;
  setTimeout(() => { if (!mine.signal.aborted) { mine.abort(); offerIn(form); } }, ASKS_AGAIN_AFTER);
  try {
    send(form, await ask(form, { mediation: "conditional", signal: mine.signal }));
  } catch {
    // Nobody asked for it: the password and the button are there.
  }
}

for (const form of isKnown ? document.querySelectorAll("form[data-passkey]") : []) {
  const [button, error] = [form.querySelector("[data-passkey-button]"), form.querySelector("[data-passkey-error]")];
  form.hidden = false;
  button.hidden = false;
  button.addEventListener("click", (event) => { event.preventDefault(); press(form, button, error); });
  form.addEventListener("submit", (event) => { event.preventDefault(); press(form, button, error); });
  if (form.dataset.offered) offerIn(form);
}
if (isKnown) for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
