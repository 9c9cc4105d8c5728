"use strict";
// The maps beside lists of places: what is ticked on one is ticked on the other. A map is fetched when
// it is opened, and whenever another place is to be looked into.
function mapOf(frame) {
  const [inside, said] = [frame.querySelector("div"), frame.querySelector("[role=status]")];
  const list = frame.closest("form");
  const name = `unit${frame.dataset.suffix || ""}`;
  const listed = (key) => list && list.querySelector(`input[name="${name}"][value="${CSS.escape(key)}"]`);

  async function load(place) {
    try {
      const draws = frame.dataset.draws ? "&for=drawing" : "";
      const reply = await fetch(`${frame.dataset.map}?in=${encodeURIComponent(place)}${draws}`);
      if (!reply.ok || reply.redirected) { throw new Error(String(reply.status)); }
      inside.innerHTML = await reply.text();
      said.textContent = "";
      show();
      if (place) { inside.querySelector("select").focus(); }
      frame.dispatchEvent(new Event("map"));
    } catch (error) {
      said.textContent = frame.dataset.lost;
    }
  }

  function show() {
    for (const box of inside.querySelectorAll("[data-unit]")) {
      const item = listed(box.dataset.unit);
      box.setAttribute("aria-checked", String(Boolean(item && item.checked)));
      if (list && frame.dataset.beyond && !item) { box.setAttribute("aria-disabled", "true"); }
    }
  }

  function toggle(box) {
    const item = listed(box.dataset.unit);
    if (!item) {
      if (frame.dataset.beyond) { said.textContent = `${box.getAttribute("aria-label")}. ${frame.dataset.beyond}`; }
      return;
    }
    if (item.matches(":disabled")) { return; }
    item.checked = !item.checked;
    item.dispatchEvent(new Event("input", {bubbles: true}));
    said.textContent = `${item.checked ? "✓" : "–"} ${box.getAttribute("aria-label")}`;
  }

  inside.addEventListener("click", (event) => {
    const box = event.target.closest("[data-unit]");
    if (box) { toggle(box); }
  });
  inside.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-unit]");
    if (box && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      toggle(box);
    }
  });
  inside.addEventListener("change", (event) => load(event.target.value));
  inside.addEventListener("input", (event) => event.stopPropagation());
  if (list) {
    list.addEventListener("input", () => {
      said.textContent = "";
      show();
    });
  }
  frame.addEventListener("toggle", () => { if (frame.open && !inside.innerHTML) { load(""); } });
  frame.hidden = false;
  if (frame.open) { load(""); }
}

document.querySelectorAll("[data-map]").forEach(mapOf);
