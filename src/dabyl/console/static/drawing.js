"use strict";
// Drawing on the map: each click is a corner, or a circle's centre and then its edge. What was clicked
// is sent as it lies on the map; the server makes positions of it.
const canvas = document.querySelector("[data-draws]");
const [field, within] = [document.getElementById("drawn"), document.getElementById("drawn-in")];
const SVG = "http://www.w3.org/2000/svg";
let corners = [];

const isCircle = () => document.querySelector('input[name="kind"]:checked').value === "circle";

function sketch() {
  const svg = canvas.querySelector("svg");
  field.value = corners.map((at) => at.map((one) => one.toFixed(1)).join(",")).join(" ");
  if (!svg) { return; }
  svg.querySelectorAll(".sketch").forEach((one) => one.remove());
  const add = (kind, given) => {
    const made = document.createElementNS(SVG, kind);
    Object.entries({class: "sketch", ...given}).forEach(([name, value]) => made.setAttribute(name, value));
    svg.append(made);
  };
  if (isCircle() && corners.length > 1) {
    const [[x, y], [toX, toY]] = corners;
    add("circle", {cx: x, cy: y, r: Math.hypot(toX - x, toY - y)});
  } else if (corners.length > 1) {
    add("polygon", {points: corners.map((at) => at.join(",")).join(" ")});
  }
  corners.forEach(([x, y]) => add("circle", {cx: x, cy: y, r: 4}));
}

canvas.addEventListener("map", () => {
  corners = [];
  within.value = canvas.querySelector("select").value;
  sketch();
});
canvas.addEventListener("click", (event) => {
  const svg = event.target.closest("svg.map");
  if (!svg) { return; }
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  corners = isCircle() && corners.length > 1 ? [] : corners;
  corners.push([at.x, at.y]);
  sketch();
});
document.querySelectorAll('input[name="kind"]').forEach((one) => one.addEventListener("change", () => {
  corners = [];
  sketch();
}));
document.getElementById("undo").addEventListener("click", () => {
  corners.pop();
  sketch();
});
