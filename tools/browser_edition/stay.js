// What JupyterLite lacks for a lesson: it forgets which notebook was open when its page is loaded again, asks for
// a kernel, cell by cell, where cells are run before one is there, never shows a lesson that was published anew to
// somebody who has run the old one, and goes on writing while another tab erases (erase.js).
(() => {
  let leaving = false;
  addEventListener("beforeunload", (event) => { if (leaving) event.stopImmediatePropagation(); });
  new BroadcastChannel("hosting-shift").addEventListener("message", ({ data }) => {
    if (data !== `erase ${new URL("..", location.href).pathname}`) return;
    leaving = true;
    sessionStorage.removeItem("hosting-shift-open");
    location.replace("../index.html#traces");
  });
  const asked = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem("hosting-shift-open");
  if (!asked.has("path") && kept) {
    asked.set("path", kept);
    location.replace(`?${asked}`);
    return;
  }
  const waiting = setInterval(() => {
    const app = window.jupyterapp;
    if (!app?.shell) return;
    clearInterval(waiting);
    runOnlyWhereAKernelIs(app);
    const note = () => {
      const panel = app.shell.currentWidget;
      const path = panel?.context?.path;
      if (!path?.endsWith(".ipynb")) return;
      sessionStorage.setItem("hosting-shift-open", path);
      panel.context.ready.then(() => lookForANewerOne(app, panel));
    };
    app.shell.currentChanged.connect(note);
    note();
  }, 100);

  // Commands that run cells wait for the kernel that is on its way.
  function runOnlyWhereAKernelIs(app) {
    const execute = app.commands.execute.bind(app.commands);
    app.commands.execute = async (name, more) => {
      const session = app.shell.currentWidget?.context?.sessionContext;
      if (session && /^(notebook|runmenu):.*run/.test(name)) {
        await app.serviceManager.kernelspecs.ready;
        await session.ready;
      }
      return execute(name, more);
    };
  }

  // A lesson that was run is kept in this browser, with the mark of the one published then (see build.py).
  async function lookForANewerOne(app, panel) {
    const { context } = panel;
    const mark = context.model.getMetadata("hosting_shift")?.published;
    if (!mark || panel.hostingShiftLooked) return;
    panel.hostingShiftLooked = true;
    const answer = await fetch(`../files/${context.path}`, { cache: "no-cache" });
    if (answer.ok && (await markOf(await answer.json())) !== mark) offer(app, panel);
  }
  async function markOf(notebook) {
    const text = notebook.cells.map((cell) => [cell.source].flat().join("")).join("\n");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  function offer(app, panel) {
    const { path } = panel.context;
    const copy = path.replace(/\.ipynb$/, `.my-copy-${new Date().toISOString().replace(/\D/g, "").slice(0, 12)}.ipynb`);
    const told = document.createElement("div");
    told.className = "newer";
    told.setAttribute("role", "alert");
    const button = (words, act) => {
      const made = document.createElement("button");
      made.textContent = words;
      made.addEventListener("click", act);
      return made;
    };
    told.append(
      "A newer version of this lesson is published; you see the one you ran before. Your answers stay in either. ",
      button("Open the newer one, keep mine beside it", async () => {
        await panel.context.save();
        await app.serviceManager.contents.rename(path, copy);
        sessionStorage.setItem("hosting-shift-open", path);
        location.reload();
      }),
      button("Stay with mine", () => told.remove()),
    );
    document.body.append(told);
  }
})();
