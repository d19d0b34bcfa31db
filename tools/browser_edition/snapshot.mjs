// Makes the snapshot of Python's memory, and tries it, under node (see snapshot.py, which calls both):
//   node snapshot.mjs make RUNTIME PYODIDE COURSE FOLDER   starts Python, imports, writes FOLDER/heap and FOLDER/index.json
//   node snapshot.mjs try RUNTIME PYODIDE COURSE           restores what lies in RUNTIME/snapshot and draws an explorer
// RUNTIME holds Pyodide's files and the wheels, PYODIDE is its pyodide.mjs, COURSE holds notebooks/, data/, content/.
// make reads FOLDER/index.json, which says what lies in the wheels.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync, inflateRawSync } from "node:zlib";
import { code, link, nameOf, opened, restored, showFiles, started } from "./restore.mjs";

const [act, ...places] = process.argv.slice(2);
const [runtime, pyodide, course, folder] = places.map((place) => resolve(place));
const indexURL = `${runtime}/`;
const inside = readFileSync(new URL("inside.py", import.meta.url), "utf8");
const wheels = new Map();

function wheelOf(name) {
  if (!wheels.has(name)) wheels.set(name, readFileSync(join(runtime, name)));
  return wheels.get(name);
}

// The same snapshot every time: no clock and no chance while it is made. A start renews both (restore.mjs).
function stopTheClock() {
  const day = Date.UTC(2026, 0, 1);
  let ticks = 0, chance = 1;
  globalThis.Date = class extends Date {
    constructor(...given) { super(...(given.length ? given : [day])); }
    static now() { return day; }
  };
  performance.now = () => (ticks += 0.001);
  crypto.getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = chance = (chance * 48271) % 2147483647;
    return array;
  };
}

// Puts the course where a lesson's drive will be.
function putCourse({ FS }) {
  for (const name of readdirSync(course, { recursive: true }).sort()) {
    if (statSync(join(course, name)).isDirectory()) continue;
    FS.mkdirTree(dirname(`/drive/${name}`));
    FS.writeFile(`/drive/${name}`, readFileSync(join(course, name)));
  }
}

// Runs inside.py: imports what lessons use and uses it once. Returns what that needed of compiled libraries.
function imported(python) {
  const names = python.runPython(inside, { globals: python.toPy({ __name__: "inside" }) });
  return names.toJs();
}

// Free memory still holds what was in it, and zeros pack better: all of it is taken, which clears it, and given back.
function clearFreeMemory(Module) {
  const held = [];
  for (let size = 65536; size >= 16; size /= 2) {
    const end = Module._sbrk(0);
    while (Module._sbrk(0) === end) held.push(Module._calloc(1, size));
  }
  for (const place of held) Module._free(place);
}

async function make(loadPyodide) {
  const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  const same = { indexURL, env: { PYTHONHASHSEED: "0" }, _sysExecutable: "python" }; // whoever makes it, and where
  const begin = (options, before) => started(loadPyodide, { ...same, ...options }, (Module) => {
    showFiles(Module, index, wheelOf, code);
    putCourse(Module);
    before(Module);
  });
  index.libraries = imported(await begin({}, () => {})); // a first start shows which libraries, in which order
  const members = new Map(index.wheels.flatMap(([wheel, files]) => files.map(([name, ...at]) => [name, [wheel, ...at]])));
  const codes = index.libraries.map((name) => {
    const [wheel, start, packed] = members.get(name);
    return [name, new WebAssembly.Module(inflateRawSync(wheelOf(wheel).subarray(start, start + packed)))];
  });
  let Module;
  const python = await begin({ _makeSnapshot: true }, (made) => {
    Module = made;
    link(Module, codes);
    index.table = Module.wasmTable.length;
  });
  imported(python);
  const open = Module.FS.streams.filter((stream) => stream?.fd > 2).map((stream) => stream.path);
  if (open.length) throw new Error(`these files are open: ${open}`);
  clearFreeMemory(Module);
  const heap = python.makeMemorySnapshot({ serializer: (object) => nameOf(object, Module.API.public_api) });
  const unused = Module.HEAP8.length - Math.ceil(Module._sbrk(0) / 65536) * 65536; // whole pages at its end
  index.handles = Object.entries(Module.LDSO.loadedLibsByHandle).flatMap(
    ([handle, library]) => (Module.LDSO.loadedLibsByName[library?.name] ? [[Number(handle), library.name]] : []),
  );
  writeFileSync(join(folder, "heap"), heap.subarray(0, heap.length - unused));
  writeFileSync(join(folder, "index.json"), JSON.stringify(index));
}

async function tryOut(loadPyodide) {
  const read = (name) => readFileSync(join(runtime, "snapshot", name));
  const manifest = JSON.parse(read("manifest.json"));
  const parts = await opened(new Uint8Array(gunzipSync(read(manifest.pack.file))), manifest.index);
  const heap = new Uint8Array(gunzipSync(read(manifest.heap.file)));
  const python = await restored(loadPyodide, { indexURL }, { heap, parts, wheelOf });
  putCourse(python);
  const failed = await python.runPythonAsync(`
import os, pyodide_kernel
os.chdir("/drive/notebooks")
pyodide_kernel.ipython_shell.send_comm = lambda *given, **named: None
ran = await pyodide_kernel.kernel_instance.run("""
from hosting_shift import explorers, practice
practice.open_lesson("05")
assert explorers.one_site().widget.children
""")
"" if ran["status"] == "ok" else f"{ran['ename']}: {ran['evalue']}"
`);
  if (failed) throw new Error(`an explorer does not work after a restore: ${failed}`);
}

stopTheClock();
await import(pathToFileURL(join(runtime, "pyodide.asm.js")));
const { loadPyodide } = await import(pathToFileURL(pyodide));
try {
  await { make, try: tryOut }[act](loadPyodide);
} catch (problem) {
  console.error(problem.message || problem); // not the line it came from: those of Pyodide are a megabyte long
  process.exit(1);
}
