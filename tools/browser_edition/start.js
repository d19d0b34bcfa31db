// Starts Python for a lesson: from the snapshot of its memory, or, whatever goes wrong with that, the ordinary way.
// The kernel's worker takes this file for Pyodide's own and calls loadPyodide(options).
self.loadPyodide = async (options) => {
  importScripts(`${options.indexURL}pyodide.js`); // puts its own loadPyodide in the place of this one
  const ordinary = self.loadPyodide;
  try {
    const at = `${options.indexURL}snapshot/`;
    const manifest = await (await fetch(`${at}manifest.json`, { cache: "no-cache" })).json();
    const { fromSnapshot } = await import(`${at}restore.mjs?${manifest.id}`); // the one that made this snapshot
    const python = await fromSnapshot(ordinary, options, manifest);
    console.info("Python: restored from its snapshot.");
    return python;
  } catch (problem) {
    console.warn(`Python: started the ordinary way (${problem}).`);
    return ordinary(options);
  }
};
