"use strict";
// Saves a draft on the server while it is typed, and puts in place what changed beside it.
// A session that ended meanwhile loses nothing: what was typed waits on this page until somebody
// has signed in again, in another tab, and is saved then. A form is sent only when it was saved.
{
const form = document.getElementById("draft");
const status = document.getElementById("status");
const WAIT_MS = 800;
let timer = 0, running = null, again = false, kept = true, sent = false;

function save() {
  clearTimeout(timer);
  if (running) { again = true; return running; }
  form.dataset.saving = "1";
  running = saved().finally(() => {
    running = null;
    delete form.dataset.saving;
  });
  return running;
}

// Tells whether everything that stands in the form is kept.
async function saved() {
  try {
    do {
      again = false;
      let reply = await send();
      if (reply.status === 403 && await renewed()) { reply = await send(); }
      if (!reply.ok || !(reply.headers.get("content-type") || "").includes("json")) {
        throw new Error(String(reply.status));
      }
      const told = await reply.json();
      status.textContent = told.said;
      if (told.fork) {
        kept = true;
        location.assign(`${location.pathname}?kept=${told.version}`);
        return false;
      }
      form.elements.based_on.value = told.version;
      show(told);
    } while (again);
    kept = true;
  } catch (error) {
    kept = false;
    status.textContent = form.dataset.failed;
  }
  return kept;
}

function show(told) {
  const title = document.querySelector("main h1");
  if (title && told.title) { title.textContent = told.title; }
  if (told.state) { document.querySelector("main").dataset.state = told.state; }
  for (const [suffix, places] of Object.entries(told.chosen || {})) {
    const line = form.querySelector(`[data-chosen="${suffix}"]`);
    if (line) {
      line.hidden = !places;
      line.querySelector("span").textContent = places;
    }
  }
  for (const mark of document.querySelectorAll("[data-amended]")) {
    mark.hidden = !told.changed.includes(mark.dataset.amended);
  }
  for (const [name, text] of Object.entries(told.parts)) {
    const part = document.querySelector(`[data-part="${name}"]`);
    if (part) { place(part, text); } // a correction has no template
  }
}

function send() {
  return fetch(form.action, {
    method: "POST", body: new FormData(form), headers: {Accept: "application/json"}});
}

// A new session has a new token, which the page of this draft tells.
async function renewed() {
  const reply = await fetch(location.pathname, {headers: {Accept: "text/html"}});
  if (!reply.ok || reply.redirected) { return false; }
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  const token = fresh.querySelector("[name=csrfmiddlewaretoken]");
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) { field.value = token.value; }
  return true;
}

// Whoever stands in a part keeps their place there.
function place(part, text) {
  const held = part.contains(document.activeElement) ? document.activeElement.value : null;
  part.innerHTML = text;
  if (held !== null) {
    const found = [...part.querySelectorAll("input")].find((one) => one.value === held);
    if (found) { found.focus(); }
  }
}

// What is typed beside a choice chooses it.
form.addEventListener("input", (event) => {
  const row = event.target.type === "radio" ? null : event.target.closest(".end");
  if (row && event.target.value) { row.querySelector("input[type=radio]").checked = true; }
}, true);
form.addEventListener("input", () => {
  kept = false;
  status.textContent = form.dataset.said;
  clearTimeout(timer);
  timer = setTimeout(save, WAIT_MS);
});
form.addEventListener("submit", async (event) => {
  if (sent) { sent = false; return; }
  event.preventDefault();
  const button = event.submitter;
  if (await save()) {
    sent = true;
    form.requestSubmit(button);
  }
});
addEventListener("focus", () => { if (!kept) { save(); } });
}
