// "Erase my traces on this computer": takes away what the lessons keep in this browser, and only that. Other sites
// may be published at the same origin (one owner's copies on GitHub Pages), so everything goes by this copy's folder.
(() => {
  const base = new URL(".", location.href); // the site's folder
  const STORE = `JupyterLite Storage - ${base.pathname}`; // JupyterLite's name for it
  const ANSWERS = "notebooks/my_answers.json";
  const at = (id) => document.getElementById(id);
  const say = (words) => { at("erased").textContent = words; };
  const settled = (asked) => new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("another tab still holds it open"));
  });

  // Return what is kept: paths of files -> their records; nothing is made where there is nothing.
  async function files() {
    const known = await indexedDB.databases?.(); // an old Firefox cannot list them
    if (known && !known.some((kept) => kept.name === STORE)) return new Map();
    const database = await settled(indexedDB.open(STORE));
    try {
      if (!database.objectStoreNames.contains("files")) return new Map();
      const store = database.transaction("files").objectStore("files");
      const [names, records] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
      return new Map(names.map((name, i) => [name, records[i]]));
    } finally {
      database.close();
    }
  }

  // JupyterLite keeps a file as JSON, as text or as base64, depending on who wrote it.
  function bytesOf({ format, content }) {
    if (format === "base64") return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    return typeof content === "string" ? content : JSON.stringify(content);
  }

  function offer(record) {
    at("save-answers").href = URL.createObjectURL(new Blob([bytesOf(record)], { type: "application/json" }));
    at("saving").hidden = false;
  }

  async function ask() {
    const kept = await files();
    if (kept.has(ANSWERS)) offer(kept.get(ANSWERS));
    const changed = [...kept.keys()].filter((name) => name.endsWith(".ipynb")).length;
    say((kept.size ? `Kept here: ${kept.has(ANSWERS) ? "your answers and " : ""}${changed} opened ` +
      `notebook${changed === 1 ? "" : "s"}.` : "No answers and no notebooks are kept here.") +
      " Erase everything this course has stored in this browser? It cannot be brought back.");
    at("sure").hidden = false;
    at("yes").focus();
  }

  async function erase() {
    at("sure").hidden = true;
    new BroadcastChannel("hosting-shift").postMessage(`erase ${base.pathname}`); // open lessons leave (stay.js)
    await new Promise((done) => setTimeout(done, 1000));
    await settled(indexedDB.deleteDatabase(STORE));
    for (const name of await caches.keys()) await empty(name);
    for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) {
      if (worker.scope.startsWith(base.href)) await worker.unregister();
    }
    for (const kept of [localStorage, sessionStorage]) {
      const ours = Object.keys(kept).filter((key) => key.startsWith("hosting-shift") || key.startsWith(base.href));
      for (const key of ours) kept.removeItem(key);
    }
    at("saving").hidden = true;
    say("Erased: your answers, the notebooks and the settings. The browser's list of pages visited and its own copies " +
      "of this site's files are yours to clear: they hold nothing that you wrote.");
  }

  async function empty(name) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (request.url.startsWith(base.href)) await cache.delete(request);
    if (!(await cache.keys()).length) await caches.delete(name);
  }

  const or = (act) => () => act().catch((problem) => say(`Not everything could be erased (${problem.message}). ` +
    "Close all other tabs of this course and press the button again."));
  at("erase").addEventListener("click", or(ask));
  at("yes").addEventListener("click", or(erase));
  at("no").addEventListener("click", () => { at("sure").hidden = true; say("Nothing was erased."); });
})();
