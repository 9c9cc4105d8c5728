"use strict";
// Sliders beside the times of the history: moving one changes its field, and asks for the answer.
{
const form = document.getElementById("times");
const WAIT_MS = 250, MINUTE_MS = 60000;
let timer = 0, last = 0;

for (const slider of form.querySelectorAll("input[type=range]")) {
  const field = document.getElementById(slider.dataset.for);
  // fields tell wall time; a slider counts minutes from the one that the page was made with
  const wall = Date.parse(`${field.value}Z`), minute = slider.valueAsNumber;
  slider.hidden = Number.isNaN(wall);
  slider.addEventListener("input", () => {
    field.value = new Date(wall + (slider.valueAsNumber - minute) * MINUTE_MS).toISOString().slice(0, 16);
    slider.setAttribute("aria-valuetext", field.value.replace("T", " "));
    ask();
  });
  field.addEventListener("change", () => {
    slider.value = minute + (Date.parse(`${field.value}Z`) - wall) / MINUTE_MS;
    ask();
  });
}

function ask() {
  clearTimeout(timer);
  timer = setTimeout(show, WAIT_MS);
}

async function show() {
  const mine = ++last;
  const address = `/history?${new URLSearchParams(new FormData(form))}`;
  const reply = await fetch(address, {headers: {Accept: "text/html"}});
  const text = (await reply.text()).replace(/<style[^]*?<\/style>/g, "");
  const found = new DOMParser().parseFromString(text, "text/html").getElementById("answer");
  if (mine !== last || !found) { return; }
  document.getElementById("answer").replaceChildren(...found.childNodes);
  history.replaceState(null, "", address);
}
}
