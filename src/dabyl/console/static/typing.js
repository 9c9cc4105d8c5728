"use strict";
// Saves a draft on the server while it is typed, and puts in place what changed beside it.
const form = document.getElementById("draft");
const status = document.getElementById("status");
const WAIT_MS = 800;
let timer = 0, busy = false, again = false;

async function save() {
  if (busy) { again = true; return; }
  busy = true;
  again = false;
  form.dataset.saving = "1";
  try {
    const reply = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: {Accept: "application/json"}});
    if (!reply.ok || !(reply.headers.get("content-type") || "").includes("json")) {
      throw new Error(String(reply.status));
    }
    const told = await reply.json();
    status.textContent = told.said;
    if (told.fork) {
      location.assign(`${location.pathname}?kept=${told.version}`);
      return;
    }
    form.elements.based_on.value = told.version;
    for (const mark of document.querySelectorAll("[data-amended]")) {
      mark.hidden = !told.changed.includes(mark.dataset.amended);
    }
    for (const [name, text] of Object.entries(told.parts)) {
      const part = document.querySelector(`[data-part="${name}"]`);
      if (part) { place(part, text); } // a correction has no template
    }
  } catch (error) {
    status.textContent = form.dataset.failed;
  } finally {
    busy = false;
    delete form.dataset.saving;
    if (again) { save(); }
  }
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

form.addEventListener("input", () => {
  status.textContent = form.dataset.said;
  clearTimeout(timer);
  timer = setTimeout(save, WAIT_MS);
});
form.addEventListener("submit", () => clearTimeout(timer));
