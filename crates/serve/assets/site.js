// What pages do beyond what plain pages can: a sentence opens beside what is read, imports tell how far they are, files can be dropped.
"use strict";
(() => {
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const close = document.getElementById("close");
  let opener = null;

  const shut = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.documentElement.classList.remove("open");
    for (const link of document.querySelectorAll(".ref[aria-current]")) link.removeAttribute("aria-current");
    if (opener) opener.focus();
    opener = null;
  };

  const open = async (link) => {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const passage = page.querySelector(".passage");
    if (!passage) throw new Error("no passage");
    body.replaceChildren(document.importNode(passage, true));
    for (const other of document.querySelectorAll(".ref[aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    opener = link;
    panel.hidden = false;
    document.documentElement.classList.add("open");
    panel.focus();
    const mark = body.querySelector("mark");
    if (mark) mark.scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref, a[data-e]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || !/^\/articles\/\d+\/sentences\/\d+$/.test(link.pathname)) return;
    event.preventDefault();
    // Where it cannot be shown here, its own page shows it.
    open(link).catch(() => { location.href = link.href; });
  });
  close.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(); });

  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());

  // What is being put together is asked for again, until it is there.
  const again = document.getElementById("again");
  if (again) {
    again.hidden = false;
    setTimeout(() => location.reload(), 1000 * Number(again.dataset.after));
  }

  // Kinds of marks are switched as they are ticked.
  const marks = document.getElementById("marks");
  if (marks) {
    marks.addEventListener("change", () => marks.requestSubmit());
  }

  // How far an import is.
  const job = document.getElementById("job");
  if (job && job.querySelector(".working")) {
    const events = new EventSource("/api/v1/events");
    const show = (told) => {
      if (told.ended !== null) {
        events.close();
        location.reload();
        return;
      }
      const of = told.total === null ? "" : ` of ${told.total}`;
      job.querySelector(".working").textContent = `${told.doing || "working"}: ${told.done} done${of}.`;
    };
    events.onmessage = (message) => {
      const told = JSON.parse(message.data);
      if (told.event === "import" && String(told.id) === job.dataset.job) show(told);
    };
    // What happened before anybody listened.
    events.onopen = async () => show(await (await fetch(`/api/v1/imports/${job.dataset.job}`)).json());
    events.onerror = () => events.close();
  }

  // Files dropped on the form are chosen in it.
  const form = document.getElementById("import");
  if (form) {
    const files = document.getElementById("files");
    document.getElementById("drop-here").hidden = false;
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      if (event.dataTransfer.files.length > 0) files.files = event.dataTransfer.files;
    });
  }
})();
