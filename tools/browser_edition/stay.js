// JupyterLite forgets which notebook was open when its page is loaded again. This notes it, for this
// tab, and asks for it.
(() => {
  const asked = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem("hosting-shift-open");
  if (!asked.has("path") && kept) {
    asked.set("path", kept);
    location.replace(`?${asked}`);
    return;
  }
  const waiting = setInterval(() => {
    const shell = window.jupyterapp?.shell;
    if (!shell) return;
    clearInterval(waiting);
    const note = () => {
      const path = shell.currentWidget?.context?.path;
      if (path?.endsWith(".ipynb")) sessionStorage.setItem("hosting-shift-open", path);
    };
    shell.currentChanged.connect(note);
    note();
  }, 500);
})();
