// What the lessons need of this browser and of the address they are published at. Without it Python finds no
// files, and the first cell fails in words that help nobody: so the page says it before, at the top.
(() => {
  async function trouble() {
    if (!window.isSecureContext) {
      return "The lessons cannot run at this address: browsers let a page keep files only over https:// (or on your " +
        "own machine). Please ask whoever published this copy for an address that begins with https://.";
    }
    if (!("serviceWorker" in navigator) || typeof WebAssembly === "undefined") {
      return "This browser lacks what the lessons need. Please open this page in a recent Chrome, Edge, Firefox or " +
        "Safari, in a normal window (a private window may refuse).";
    }
    if (!(await storesFiles())) {
      return "This window does not let a page keep files, so the lessons cannot run in it. Please open the page in " +
        "a normal window, not a private one, and allow cookies and site data for it.";
    }
    const room = await navigator.storage?.estimate?.();
    if (room?.quota && room.quota - room.usage < 20e6) {
      return "This browser has hardly any room left for this page, so your answers may not be saved. Please free " +
        "some space on this computer, or download my_answers.json at the end of every lesson.";
    }
    return "";
  }

  const storesFiles = () => new Promise((done) => {
    try {
      const asked = indexedDB.open("hosting-shift-needs");
      asked.onsuccess = () => {
        asked.result.close();
        indexedDB.deleteDatabase("hosting-shift-needs"); // the question leaves no trace
        done(true);
      };
      asked.onerror = () => done(false);
    } catch {
      done(false);
    }
  });

  async function tell() {
    const said = await trouble().catch(() => ""); // a browser that cannot be asked is not accused
    if (!said) return;
    const told = document.createElement("p");
    told.id = "trouble";
    told.setAttribute("role", "alert");
    told.textContent = said;
    const home = document.querySelector("main h1"); // the landing page; JupyterLab has none
    if (home) home.after(told);
    else document.body.append(told);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell);
  else tell();
})();
