"use strict";
// A form with data-passkey asks the browser for a passkey and sends what it answered.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
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
      failed.hidden = false;
      failed.focus();
    }
  });
}
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
