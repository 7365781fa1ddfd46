// <fieldset data-photos>: photos are sent one at a time as they are chosen or dropped, with the rest of their form, and the server answers with
// the fieldset as it is then. Without this module they are sent with the form, by any of its buttons.
const SMALL_BYTES = 500_000, PATIENCE = 20_000, QUALITY = 0.9;

let queue = Promise.resolve();
let sending = 0;

function say(zone, text) {
  zone.querySelector("[role=status]").textContent = text;
}

function worded(text, file, percent) {
  return text.replace("[percent]", percent).replace("[name]", () => file.name);
}

function post(form, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (event) => onProgress(Math.floor((100 * event.loaded) / event.total));
    request.onload = () => ([200, 422].includes(request.status) ? resolve(request.responseText) : reject());
    request.onerror = request.onabort = reject;
    request.send(body);
  });
}

function inTime(work) {
  return Promise.race([work, new Promise((_, reject) => { setTimeout(reject, PATIENCE); })]);
}

/** The photo in the size that is kept, in far fewer bytes; as it is if it is small, moves, or this browser cannot read it. */
async function reduced(file, edge) {
  if (file.size <= SMALL_BYTES || file.type === "image/gif") return file;
  try {
    const picture = await inTime(createImageBitmap(file, { imageOrientation: "from-image" }));
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(scale * picture.width));
    canvas.height = Math.max(1, Math.round(scale * picture.height));
    const paper = canvas.getContext("2d");
    paper.fillStyle = "white";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.imageSmoothingQuality = "high";
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const jpeg = await inTime(new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); }));
    return jpeg && jpeg.size < file.size ? new File([jpeg], file.name, { type: jpeg.type }) : file;
  } catch {
    return file;
  }
}

/** The form as it stands, with this file alone. */
function bodyOf(form, zone, file) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.set("do", `photos:${zone.dataset.photos}`);
  body.set("part", "photos");
  body.append(zone.dataset.name, file);
  return body;
}

function draftOf(form) {
  return new URL(form.action).searchParams.get("draft");
}

function setDraft(form, draft) {
  const address = new URL(form.action);
  address.searchParams.set("draft", draft);
  form.action = address;
}

/** Puts the new fieldset in place; what was typed meanwhile stays, and so does what can be tried again. */
function replace(zone, next) {
  for (const old of zone.querySelectorAll("input[name$='.Alt']")) {
    const field = next.querySelector(`[name="${CSS.escape(old.name)}"]`);
    if (!field) continue;
    field.value = old.value;
    if (document.activeElement === old) setTimeout(() => field.focus());
  }
  next.append(...zone.querySelectorAll("[data-unsent-file]"));
  zone.replaceWith(next);
  prepare(next);
  return next;
}

function fail(zone, file, text, retry) {
  const line = document.createElement("p");
  line.className = "error";
  line.dataset.unsentFile = "";
  line.append(worded(text, file), " ");
  if (retry) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn secondary";
    again.textContent = zone.dataset.again;
    again.addEventListener("click", () => {
      const current = line.closest("[data-photos]");
      line.remove();
      add(current, [file]);
    });
    line.append(again);
  }
  zone.append(line);
  say(zone, worded(text, file));
}

/** What was refused stays said while the next photos come, until others are chosen. */
function keepRefusals(zone) {
  for (const line of zone.querySelectorAll(".error:not([data-unsent-file])")) {
    line.setAttribute("role", "alert");
    line.dataset.unsentFile = "refused";
  }
}

/** A form that saves itself as a draft does so first, so that the photo is held for that draft and not for another. */
async function hasDraft(form) {
  if (draftOf(form)) return;
  const asked = new CustomEvent("needs-draft", { detail: {} });
  form.dispatchEvent(asked);
  await asked.detail.saved;
}

async function send(position, form, file) {
  const find = () => form.querySelector(`[data-photos="${position}"]`);
  const zone = find();
  if (!zone) return;
  if (file.type.startsWith("video/")) return fail(zone, file, zone.dataset.video, false);
  say(zone, worded(zone.dataset.reducing, file));
  const photo = await reduced(file, Number(zone.dataset.edge));
  if (photo.size > Number(zone.dataset.most)) return fail(find(), file, zone.dataset.large, false);
  await hasDraft(form);
  const draft = draftOf(form);
  try {
    const html = await post(form, bodyOf(form, zone, photo), (percent) => say(find(), worded(zone.dataset.sending, file, percent)));
    const next = document.adoptNode(new DOMParser().parseFromString(html, "text/html").querySelector("[data-photos]"));
    const now = draftOf(form);
    // The form got a draft of its own while the photo went to another: once more, for that one.
    if (now !== draft && next.dataset.heldFor && now !== next.dataset.heldFor) return await send(position, form, photo);
    if (next.dataset.heldFor) setDraft(form, next.dataset.heldFor);
    const refused = next.classList.contains("invalid");
    const drawn = replace(find(), next);
    if (refused) keepRefusals(drawn);
    else setTimeout(() => say(drawn, worded(drawn.dataset.added, file)));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  } catch {
    // In a form that goes on without a line the photo is kept, and goes with its moment.
    if (!navigator.onLine && form.matches("[data-telling]") && await keep(form, photo)) say(find(), worded(find().dataset.kept, file));
    else fail(find(), file, zone.dataset.unsent, true);
  }
}

async function keep(form, photo) {
  try {
    const [page, draft, key] = [new URL(form.action).pathname, draftOf(form), form.elements["Input.Moments[0].Key"].value];
    await self.kept.put({
      id: `${draft}:${key}:${crypto.randomUUID()}`, kind: "photo", draft, page: `${page}?draft=${draft}`, token: page,
      action: `${page}?draft=${draft}&handler=Photo`, entries: [["Key", key], ["Kept.Files", new File([photo], photo.name, { type: photo.type })]],
      label: form.dataset.company, ready: true,
    });
    return true;
  } catch {
    return false;
  }
}

function add(zone, files) {
  zone.querySelectorAll('[data-unsent-file="refused"]').forEach((line) => line.remove());
  const [position, form] = [zone.dataset.photos, zone.closest("form")];
  for (const file of files) {
    sending++;
    queue = queue.then(() => send(position, form, file)).finally(() => sending--);
  }
}

function prepare(zone) {
  const input = zone.querySelector("input[type=file]");
  if (!input) return;
  zone.querySelector("[data-drop]").hidden = !matchMedia("(hover: hover)").matches;
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    add(zone, [...input.files]);
    input.value = "";
  });
  zone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add(zone, [...event.dataTransfer.files]);
  });
}

document.querySelectorAll("[data-photos]").forEach(prepare);

const unsentIn = (form) => [...form.querySelectorAll("[data-unsent-file]")];

// A form that is sent waits for its photos, and stays if one of them could not be sent meanwhile: whoever has read so may press once more.
// Before all others, so that nothing takes it for sent meanwhile.
document.addEventListener("submit", async (event) => {
  if (sending === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const [form, button, known] = [event.target, event.submitter, unsentIn(event.target)];
  await queue;
  const line = unsentIn(form).find((one) => !known.includes(one));
  if (!line) return form.requestSubmit(button);
  line.tabIndex = -1;
  line.focus();
}, true);
