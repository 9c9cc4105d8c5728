// The slider of the demo: it only chooses which instant is shown; the pages come from the server.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const slider = by("slider"), play = by("play"), stops = data.stops;
  const frames = [...document.querySelectorAll("iframe.view")];
  const state = { place: 0, lang: document.documentElement.lang, known: "then", timer: 0, due: 0, seen: null, follow: true };

  by("controls").hidden = false;
  by("days").hidden = true;
  slider.max = stops.length - 1;

  const prefix = () => (state.known === "now" ? "/known-now" : "") + "/at/" + stops[state.place].at + "/";

  // The page that is being read stays the same page when the time changes.
  const page = () => {
    try {
      const path = frames[0].contentWindow.location.pathname;
      const found = path.match(/^(?:\/known-now)?\/at\/[^/]+\/[a-z]{2,3}\/(.*)$/);
      return found ? found[1] : "";
    } catch (error) {
      return "";
    }
  };

  // The map stays in sight until one scrolls to something else; then that does.
  const arrive = (view, top) => {
    const map = view.document.querySelector("svg.map");
    if (state.seen !== null && Math.abs(top - state.seen) > 4) state.follow = false;
    if (map && state.follow) {
      const box = map.getBoundingClientRect();
      top = Math.max(0, box.top + view.scrollY - Math.max(8, (view.innerHeight - box.height) / 2));
    }
    view.scrollTo(0, top);
    state.seen = map && state.follow ? view.scrollY : null;
  };

  const load = () => {
    const [shown, spare] = frames;
    const target = prefix() + state.lang + "/" + page();
    const top = shown.contentWindow ? shown.contentWindow.scrollY : 0;
    const asked = (state.due += 1);
    const put = (address, last) => {
      fetch(address, { method: "HEAD" }).then((answer) => {
        if (asked !== state.due) return;
        if (!answer.ok && !last) return put(prefix() + state.lang + "/", true);
        spare.onload = () => {
          if (asked !== state.due) return;
          spare.hidden = false;
          arrive(spare.contentWindow, top);
          shown.hidden = true;
          spare.name = "view";
          shown.name = "";
          frames.reverse();
          spare.onload = null;
        };
        spare.contentWindow.location.replace(address);
      });
    };
    put(target, false);
  };

  const label = () => {
    const stop = stops[state.place];
    const text = stop.date[state.lang];
    by("date").textContent = text;
    by("event").textContent = stop.label ? stop.label[state.lang] : "";
    slider.value = state.place;
    slider.setAttribute("aria-valuetext", text + (stop.label ? ", " + stop.label[state.lang] : ""));
  };

  let waiting = 0;
  const go = (place, at_once) => {
    state.place = Math.min(stops.length - 1, Math.max(0, place));
    label();
    history.replaceState(null, "", "#" + [stops[state.place].at, state.lang, state.known].join(","));
    clearTimeout(waiting);
    waiting = setTimeout(load, at_once ? 0 : 120);
  };

  const say = () => {
    document.documentElement.lang = state.lang;
    const words = data.words[state.lang];
    for (const one of document.querySelectorAll("[data-word]")) one.textContent = words[one.dataset.word];
    for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", words[one.dataset.label]);
    for (const one of document.querySelectorAll("[data-title]")) one.title = words[one.dataset.title];
    for (const one of document.querySelectorAll("[data-lang]")) {
      if (one.dataset.lang === state.lang) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    play.textContent = words[state.timer ? "pause" : "play"];
    document.title = words.title + " · Dabyl";
  };

  const pause = () => {
    clearInterval(state.timer);
    state.timer = 0;
    play.setAttribute("aria-pressed", "false");
    say();
  };

  const toggle = () => {
    if (state.timer) return pause();
    if (state.place === stops.length - 1) state.place = 0;
    state.timer = setInterval(() => {
      if (state.place === stops.length - 1) return pause();
      go(state.place + 1, true);
    }, 900);
    play.setAttribute("aria-pressed", "true");
    say();
  };

  const jump = (step) => {
    pause();
    let place = state.place + step;
    while (stops[place] && !stops[place].label) place += step;
    if (stops[place]) go(place, true);
  };

  stops.forEach((stop, place) => {
    if (!stop.label) return;
    const mark = document.createElement("span");
    mark.style.insetInlineStart = (100 * place) / (stops.length - 1) + "%";
    if (stop.colour) mark.style.background = stop.colour;
    else mark.className = "ends";
    mark.title = stop.date[state.lang] + ": " + stop.label[state.lang];
    mark.addEventListener("click", () => { pause(); go(place, true); });
    by("marks").append(mark);
  });

  slider.addEventListener("input", () => { pause(); go(Number(slider.value), false); });
  play.addEventListener("click", toggle);
  by("back").addEventListener("click", () => jump(-1));
  by("next").addEventListener("click", () => jump(1));
  for (const one of document.querySelectorAll("input[name=known]")) {
    one.addEventListener("change", () => { state.known = one.value; go(state.place, true); });
  }
  for (const one of document.querySelectorAll("[data-lang]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      state.lang = one.dataset.lang;
      say();
      go(state.place, true);
    });
  }

  const [at, lang, known] = decodeURIComponent(location.hash.slice(1)).split(",");
  const found = stops.findIndex((stop) => stop.at === (at || document.documentElement.dataset.start));
  if (lang && data.words[lang]) state.lang = lang;
  if (known === "now") {
    state.known = "now";
    document.querySelector("input[name=known][value=now]").checked = true;
  }
  say();
  go(Math.max(0, found), true);
})();
