"use strict";
(() => {
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  let opener = null;

  // A copy has no ids: each stays unique in the page.
  const copy = (source) => {
    const clone = source.cloneNode(true);
    for (const one of [clone, ...clone.querySelectorAll("[id]")]) {
      one.dataset.place = one.id;
      one.removeAttribute("id");
    }
    return clone;
  };

  const close = () => {
    panel.hidden = true;
    document.body.classList.remove("beside");
    if (opener) {
      opener.removeAttribute("aria-current");
      opener.focus({ preventScroll: true });
    }
    opener = null;
  };

  const open = (link) => {
    const sentence = document.getElementById(link.hash.slice(1));
    const source = sentence && sentence.closest(".source");
    if (!source) return false;
    const clone = copy(source);
    const wanted = (link.dataset.e || "").split(" ");
    for (const words of clone.querySelectorAll("[data-e]")) {
      words.classList.toggle("on", words.dataset.e.split(" ").some((id) => wanted.includes(id)));
    }
    const there = [...clone.querySelectorAll(".s")].find((one) => one.dataset.place === sentence.id);
    if (there) there.classList.add("here");
    body.replaceChildren(clone);
    if (opener) opener.removeAttribute("aria-current");
    opener = link;
    opener.setAttribute("aria-current", "true");
    panel.hidden = false;
    document.body.classList.add("beside");
    if (there) body.scrollTop = there.offsetTop - body.clientHeight / 3;
    panel.focus({ preventScroll: true });
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (open(link)) event.preventDefault();
  });
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  const sources = document.querySelectorAll("main .source");
  if (sources.length < 2) return;
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;
  const sides = ["left", "right"].map((id) => document.getElementById(id));
  const compare = () => {
    const panes = sides.map((side) => {
      const pane = side.parentElement.querySelector(".pane");
      pane.replaceChildren(copy(document.getElementById(side.value)));
      pane.scrollTop = 0;
      return [...pane.querySelectorAll("[data-supports]")];
    });
    const lines = panes.map((all) => new Set(all.flatMap((one) => one.dataset.supports.split(" "))));
    panes.forEach((all, index) => {
      for (const one of all) {
        one.classList.toggle("both", one.dataset.supports.split(" ").some((line) => lines[1 - index].has(line)));
      }
    });
  };
  sides[1].selectedIndex = 1;
  for (const side of sides) side.addEventListener("change", compare);
  compare();
})();
