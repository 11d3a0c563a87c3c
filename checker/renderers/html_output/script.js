"use strict";
(() => {
  const bar = document.querySelector(".filters");
  if (!bar) return;
  bar.hidden = false;
  const ORDER = ["error", "warning", "info"];
  const notes = new Map([...document.querySelectorAll(".note")].map((note) => [note.id, note]));
  const marks = [...document.querySelectorAll("[data-f]")];
  const buttons = [...bar.querySelectorAll("[data-kind]")];
  const status = bar.querySelector(".shown");
  let current = null;

  const ofMark = (mark) => mark.dataset.f.split(" ").map((id) => notes.get(id));

  // A mark shows the gravest of its findings that are shown; the first class of a number is "ref".
  const repaint = (mark) => {
    const seen = ofMark(mark).filter((note) => !note.hidden).map((note) => note.dataset.severity);
    const gravest = ORDER.find((severity) => seen.includes(severity));
    if (mark.matches(".ref")) mark.hidden = !gravest;
    else mark.className = gravest || "off";
  };

  const tell = (words) => { status.textContent = words; };

  const apply = () => {
    const off = buttons.filter((button) => button.getAttribute("aria-pressed") === "false");
    for (const note of notes.values()) note.hidden = off.some((b) => note.dataset[b.dataset.kind] === b.dataset.value);
    marks.forEach(repaint);
    const shown = [...notes.values()].filter((note) => !note.hidden).length;
    status.classList.toggle("some", shown < notes.size);
    tell(shown < notes.size ? `显示 ${shown} / ${notes.size} 条` : `共 ${notes.size} 条`);
  };

  const step = (by) => {
    const shown = [...notes.values()].filter((note) => !note.hidden);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    if (current) current.classList.remove("current");
    current = shown[next];
    current.classList.add("current");
    current.scrollIntoView({ block: "center" });
    tell(`${next + 1} / ${shown.length}:${current.querySelector(".what").textContent}`);
  };

  const light = (event, lit) => {
    const note = event.target.closest(".note");
    if (note) for (const mark of marks) if (mark.dataset.f.split(" ").includes(note.id)) mark.classList.toggle("lit", lit);
  };

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) return step(Number(button.dataset.step));
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    apply();
  });
  document.addEventListener("mouseover", (event) => light(event, true));
  document.addEventListener("mouseout", (event) => light(event, false));
  apply();
})();
