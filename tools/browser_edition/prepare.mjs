// Runs prepare.py in Pyodide, under node: node prepare.mjs <folder of the runtime>
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/` });
await python.loadPackage(["matplotlib"], { messageCallback: () => {} });
python.mountNodeFS("/runtime", folder);
python.runPython(readFileSync(new URL("prepare.py", import.meta.url), "utf8"));
