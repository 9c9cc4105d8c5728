"use strict";
// A form with data-passkey asks the browser for a passkey and sends what it answered. Its button can
// be pressed once this script listens, and not again while the browser asks.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-asks]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    button.disabled = true;
    try {
      const options = JSON.parse(form.dataset.options);
      const answer = form.dataset.passkey === "create"
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)})
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)});
      form.elements.answer.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (error) {
      button.disabled = false;
      failed.hidden = false;
      failed.focus();
    }
  });
  button.disabled = false;
}
// A page that the browser kept and shows again can be signed again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) { return; }
  for (const button of document.querySelectorAll("[data-asks]")) { button.disabled = false; }
});
// A deadline is printed by the clocks of its place; whose clock differs reads their own as well.
function addOwnClocks() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const time of document.querySelectorAll("time[data-own]")) {
    if (own !== time.dataset.zone) {
      const at = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
        dateStyle: "long", timeStyle: "short", hourCycle: "h23"});
      time.append(`, ${time.dataset.own.replace("{at}", at)}`);
    }
    delete time.dataset.own;
  }
}
addOwnClocks();
new MutationObserver(addOwnClocks).observe(document.body, {childList: true, subtree: true});
// The clock of an exercise runs on from what it showed when the page was made, whatever our own shows.
for (const time of document.querySelectorAll("time[data-runs]")) {
  const began = Date.parse(time.dateTime), made = time.textContent, zone = {timeZone: time.dataset.zone};
  const day = (at) => at.toLocaleDateString("en", zone);
  setInterval(() => {
    const at = new Date(began + performance.now()), lang = document.documentElement.lang;
    const short = at.toLocaleTimeString("en-GB", {...zone, hour: "2-digit", minute: "2-digit"});
    time.textContent = day(at) === day(new Date(began)) ? made.replace(/\d\d:\d\d/, short)
      : `${at.toLocaleDateString(lang, {...zone, dateStyle: "long"})}, ${short}`;
  }, 1000);
}
