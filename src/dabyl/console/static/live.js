"use strict";
// Hears what changed elsewhere, and puts the fresh parts of this page in place; what is typed stays.
{
const page = document.querySelector("main[data-live]");
const heard = document.getElementById("live");
const form = document.getElementById("draft");
const FIRST_WAIT_MS = 1000, LONGEST_WAIT_MS = 30000, HIDDEN_MS = 30000, CALM_MS = 1000, SAVING_MS = 200;
let stream = null, mark = page.dataset.live, wait = FIRST_WAIT_MS, timer = 0, hiding = 0;
let asking = false, again = false, over = false;

function listen() {
  clearTimeout(timer);
  if (stream || over) { return; }
  stream = new EventSource(`/live?after=${encodeURIComponent(mark)}`);
  stream.addEventListener("open", () => { wait = FIRST_WAIT_MS; heard.textContent = ""; });
  stream.addEventListener("message", (event) => {
    mark = event.lastEventId || mark;
    const change = JSON.parse(event.data), {about, hears} = page.dataset;
    if (about && change.key && change.key !== about) { return; }
    if (!hears) { look(); } else if (hears.includes(change.kind)) { tell(change.kind); }
  });
  stream.addEventListener("end", () => { over = true; leave(); document.getElementById("live-end").hidden = false; });
  stream.addEventListener("error", () => {
    leave();
    heard.textContent = heard.dataset.lost;
    timer = setTimeout(listen, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  });
}

function leave() {
  if (stream) { stream.close(); }
  stream = null;
}

// Says that something changed, on a page that is typed in or signed; nothing of it is touched.
function tell(kind) {
  const told = document.getElementById("live-told"), [box] = told.children, [words, link] = box.children;
  const isEntry = kind === "entry";
  if (isEntry && told.dataset.said) { return; }
  told.dataset.said = isEntry ? "" : kind;
  words.textContent = told.dataset[isEntry ? "entry" : "draft"].replace("{time}", clock());
  link.target = page.querySelector("textarea, input:not([type=hidden])") ? "_blank" : "";
  box.hidden = false;
}

function clock() { return new Date().toTimeString().slice(0, 5); }

// Asks for the page, or for what is new of it, one at a time and no more than once a second.
async function look() {
  if (asking) { again = true; return; }
  asking = true;
  again = false;
  try {
    while (form && form.dataset.saving) { await pause(SAVING_MS); }
    const reply = await fetch(address(), {headers: {Accept: "text/html"}});
    if (reply.ok && !reply.redirected) {
      const text = (await reply.text()).replace(/<style[^]*?<\/style>/g, "");
      put(new DOMParser().parseFromString(text, "text/html"));
    }
    await pause(CALM_MS);
  } catch (error) {
    heard.textContent = heard.dataset.lost;
  } finally {
    asking = false;
    if (again) { look(); }
  }
}

function address() {
  const {fresh, version, state} = page.dataset;
  if (!version) { return fresh; }
  const shown = form ? form.elements.based_on.value : version;
  return `${fresh}?${new URLSearchParams({version: shown, state})}`;
}

function put(fresh) {
  let changed = false;
  for (const part of document.querySelectorAll("[data-fresh][id]")) {
    const found = fresh.getElementById(part.id);
    if (!found || part === page || found.innerHTML.trim() === part.innerHTML.trim()) { continue; }
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    if (held && held.matches("input, textarea, select")) { continue; }
    part.replaceChildren(...found.childNodes);
    if (held) { stay(part, held); }
    changed = true;
  }
  if (changed) { heard.textContent = heard.dataset.changed.replace("{time}", clock()); }
}

// Whoever stood on a link or a button of a part stands on the same one after.
function stay(part, held) {
  const same = [...part.querySelectorAll("a, button")].find(
    (one) => one.tagName === held.tagName && one.value === held.value && one.href === held.href);
  if (same) { same.focus(); }
}

function pause(ms) { return new Promise((done) => { setTimeout(done, ms); }); }

// A page that nobody sees holds no connection; it is told what it missed when it is seen again.
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) {
    hiding = setTimeout(() => { clearTimeout(timer); leave(); }, HIDDEN_MS);
  } else { listen(); }
});
addEventListener("pagehide", leave);
// What is published and seen no change tells: a page that waits for it looks by itself.
const LOOKS_MS = 3000;
setInterval(() => { if (!over && !document.hidden && page.querySelector("[data-waits]")) { look(); } }, LOOKS_MS);
listen();
}
