// Python from a snapshot of its memory. A visitor's worker runs this (start.js); node runs the same steps when the
// snapshot is made and checked (snapshot.mjs), so that memory and functions lie alike in both. Pyodide's private
// parts are named here and nowhere else: they are those of the pinned version, and the build tries each.

// What Python holds of JavaScript, by its way from Pyodide's public object.
const HELD = [
  "", "_api", "_api.abortSignalAny", "_api.loadBinaryFile", "_api.loadDynlibsFromPackage", "loadPackage",
  "loadPackagesFromImports", "loadedPackages",
];
const MOST_WAIT = 30_000; // ms for a restore once all is fetched; a slow machine takes two seconds
const EIO = 29;

const along = (object, way) => (way ? way.split(".").reduce((o, key) => o[key], object) : object);

// Returns the name of an object of JavaScript that Python holds, so that it can be found again. Error if it has none.
export function nameOf(object, publicApi) {
  const name = HELD.find((way) => along(publicApi, way) === object);
  if (name === undefined) throw new Error(`Python holds an object that restore.mjs has no name for: ${object}`);
  return name;
}

// Starts Python; `before(Module)` is done when files can be made and nothing of Python runs yet.
export async function started(loadPyodide, options, before) {
  const ordinary = globalThis._createPyodideModule;
  let fail; // Emscripten waits for ever where one of its first steps fails
  const failed = new Promise((_, reject) => { fail = reject; });
  globalThis._createPyodideModule = (settings) => {
    // An ordinary start may have followed already, where this one failed before it came here.
    if (settings.API.config._loadSnapshot !== options._loadSnapshot) return ordinary(settings);
    settings.preRun.unshift((Module) => { // Emscripten begins with the last
      try {
        before(Module);
      } catch (problem) {
        fail(problem);
        throw problem;
      }
    });
    return ordinary(settings);
  };
  try {
    return await Promise.race([loadPyodide(options), failed]);
  } finally {
    globalThis._createPyodideModule = ordinary;
  }
}

// Shows the files of all wheels whose name is `chosen`; what is in one comes when it is opened.
export function showFiles(Module, { wheels, contents }, wheelOf, chosen) {
  const { FS, API } = Module, folders = new Map();
  for (const [wheel, members] of wheels) {
    for (const [name, start, packed, size] of members) {
      if (!chosen(name)) continue;
      const path = `${API.sitePackages}/${name}`, cut = path.lastIndexOf("/"), folder = path.slice(0, cut);
      if (!folders.has(folder)) {
        FS.mkdirTree(folder);
        folders.set(folder, FS.lookupPath(folder).node);
      }
      const parent = folders.get(folder);
      const node = parent.node_ops.mknod(parent, path.slice(cut + 1), 0o100644, 0); // FS.mknod looks the path up anew
      node.usedBytes = size;
      node.contents = contents?.get(name) ?? null;
      const open = () => { node.contents ??= inflated(Module, wheelOf(wheel).subarray(start, start + packed), size); };
      node.stream_ops = { ...node.stream_ops, open };
    }
  }
}

// Returns what is packed in a wheel, by the zlib that Python brings. OSError in Python if it cannot be had.
function inflated(Module, packed, size) {
  const [stream, from, to] = [56, packed.length, size].map((bytes) => Module._calloc(1, bytes));
  Module.HEAPU8.set(packed, from);
  Module.HEAPU32.set([from, packed.length, 0, to, size], stream >> 2); // z_stream: next_in, avail_in, …, next_out, avail_out
  Module._inflateInit2_(stream, -15, Module._zlibVersion(), 56);
  const ended = Module._inflate(stream, 4) === 1; // Z_FINISH, Z_STREAM_END
  Module._inflateEnd(stream);
  const content = Module.HEAPU8.slice(to, to + size);
  for (const place of [stream, from, to]) Module._free(place);
  if (!ended) throw new Module.FS.ErrnoError(EIO);
  return content;
}

// Links compiled libraries, in their order, before Python's memory is there.
export function link(Module, libraries) {
  const flags = { loadAsync: false, nodelete: true, allowUndefined: true, global: false };
  for (const [name, code] of libraries) {
    const path = `${Module.API.sitePackages}/${name}`;
    Module.preloadedWasm[path] = Module.loadWebAssemblyModule(code, flags, path, {});
    Module.loadDynamicLibrary(path, flags, {});
  }
  Module.reportUndefinedSymbols();
}

const metadata = (name) => name.includes(".dist-info/");
export const code = (name) => !metadata(name); // Pyodide takes what has metadata at its start for a package of its own

const RENEW = `
import importlib.util, random, sys, time
import numpy.random
random.seed()
numpy.random.seed()
now = importlib.util.module_from_spec(time.__spec__)
now.__spec__.loader.exec_module(now)
for name in ("timezone", "altzone", "daylight", "tzname"):
    setattr(time, name, getattr(now, name))
for finder in sys.path_importer_cache.values():
    if type(finder).__name__ == "FileFinder":  # that of the standard library reads its zip anew
        finder.invalidate_caches()
`;

// Returns Python as the snapshot has it. An Error if anything is otherwise than when it was made.
// `heap` and `parts` (see `opened`) may be promises: Pyodide fetches what else it needs in the meantime.
export async function restored(loadPyodide, options, { heap, parts, wheelOf }) {
  let Module, index, files;
  const memory = Promise.all([heap, parts]).then(([bytes, opens]) => {
    ({ index } = opens);
    files = { wheels: index.wheels, contents: opens.contents, libraries: opens.libraries };
    return bytes;
  });
  const found = (way) => along(Module.API.public_api, way);
  const given = { ...options, packages: [], _loadSnapshot: memory, _snapshotDeserializer: found };
  const python = await started(loadPyodide, given, (made) => {
    Module = made;
    showFiles(Module, files, wheelOf, code);
    link(Module, files.libraries);
    if (Module.wasmTable.length !== index.table) {
      throw new Error(`functions lie elsewhere, ${Module.wasmTable.length} instead of ${index.table}`);
    }
  });
  delete Module.API.config._loadSnapshot; // else 100 MB are kept that nobody needs any more
  // A helper function that each browser makes for itself; Python keeps its place (0: this browser lacks it).
  const place = Module.__PyRuntime + Module.HEAP32[Module.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET >> 2];
  Module.HEAP32[place >> 2] = Module._PyEM_CountArgsPtr;
  for (const [handle, name] of index.handles) {
    Module.LDSO.loadedLibsByHandle[handle] = Module.LDSO.loadedLibsByName[name];
  }
  showFiles(Module, files, wheelOf, metadata);
  for (const [name, folder] of index.packages) {
    python.loadedPackages[name] = "default channel";
    for (const [file, words] of [["INSTALLER", "pyodide.loadPackage"], ["PYODIDE_SOURCE", "pyodide"]]) {
      python.FS.writeFile(`${Module.API.sitePackages}/${folder}/${file}`, words);
    }
  }
  const [winter, summer] = Module.HEAPU32.subarray(Module._tzname >> 2);
  Module.__tzset_js(Module._timezone, Module._daylight, winter, summer);
  python.runPython(RENEW, { globals: python.toPy({}) });
  return python;
}

// Takes apart what lies in the pack: the index, the libraries (compiled), files that every start reads.
export async function opened(pack, length) {
  const index = JSON.parse(new TextDecoder().decode(pack.subarray(0, length)));
  const contents = new Map(), codes = new Map();
  let from = length;
  for (const [name, size] of index.contents) {
    const content = pack.subarray(from, (from += size));
    if (name.endsWith(".so")) codes.set(name, WebAssembly.compile(content));
    else contents.set(name, content.slice()); // a view would keep the whole pack in memory
  }
  const libraries = await Promise.all(index.libraries.map(async (name) => [name, await codes.get(name)]));
  return { index, contents, libraries };
}

// ---------------------------------------------------------------- in a visitor's worker

// Fetches all that a restore needs, at the same time, and restores. An Error if anything is missing or otherwise.
export async function fromSnapshot(ordinary, options, manifest) {
  const { indexURL } = options;
  const folder = `${indexURL}snapshot/`;
  const all = Promise.all([
    unpacked(folder, manifest.heap),
    unpacked(folder, manifest.pack).then((pack) => opened(pack, manifest.index)),
    courseIsAsPublished(),
  ]);
  importScripts(`${indexURL}pyodide.asm.js`);
  const [heap, parts] = [0, 1].map((part) => all.then((fetched) => fetched[part]));
  return Promise.race([restored(ordinary, options, { heap, parts, wheelOf: wheelsAt(indexURL) }), late(all)]);
}

async function unpacked(folder, { file, bytes }) {
  const answer = await fetch(folder + file);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const reader = answer.body.pipeThrough(new DecompressionStream("gzip")).getReader(); ;) {
    const { done, value } = await reader.read(); // rejects where gzip's check sum is wrong, or the file ends early
    if (done) break;
    whole.set(value, at);
    at += value.length;
  }
  if (at !== bytes) throw new Error(`${file}: ${at} bytes instead of ${bytes}`);
  return whole;
}

// Fails where a restore takes longer than it ever does once all is fetched: something waits for ever.
async function late(all) {
  await all;
  await new Promise((done) => { setTimeout(done, MOST_WAIT); });
  throw new Error(`not restored in ${MOST_WAIT / 1000} s`);
}

// Wheels are fetched while Python waits for a file of theirs: a worker may ask so.
function wheelsAt(indexURL) {
  const fetched = new Map();
  return (wheel) => {
    if (!fetched.has(wheel)) {
      const request = new XMLHttpRequest();
      request.open("GET", indexURL + wheel, false);
      request.responseType = "arraybuffer";
      try {
        request.send();
      } catch { /* no network: as if it were not there */ }
      if (request.status !== 200) return new Uint8Array();
      fetched.set(wheel, new Uint8Array(request.response));
    }
    return fetched.get(wheel);
  };
}

// A file of the course that the visitor changed is kept in this browser by JupyterLite: Python has to read it then.
async function courseIsAsPublished() {
  const changed = await ownFiles("notebooks/hosting_shift/").catch(() => []); // a store that is shut keeps nothing
  if (changed.length) throw new Error(`${changed[0]} was changed in this browser`);
}

async function ownFiles(folder) {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("JupyterLite Storage")) continue;
    const store = await answered(indexedDB.open(name));
    try {
      const files = store.transaction("files").objectStore("files");
      found.push(...await answered(files.getAllKeys(IDBKeyRange.bound(folder, `${folder}\uffff`))));
    } finally {
      store.close();
    }
  }
  return found;
}

const answered = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
