// Fetches Python's files with a progress bar, so that the lesson finds them in the browser's cache,
// then opens the lesson. Works for the button and for every link in the list.
(() => {
  const loading = document.getElementById("loading");
  const bar = document.getElementById("bar");
  const words = document.getElementById("words");
  const start = document.getElementById("start");
  const links = [...document.querySelectorAll("a.lesson")];
  const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
  let under_way = false;

  async function open(link) {
    if (under_way) return;
    under_way = true;
    loading.hidden = false;
    start.setAttribute("aria-disabled", "true");
    try {
      await fetchAll();
      words.textContent = "All fetched. The lesson opens; Python starts in it.";
    } catch (problem) {
      // the lesson itself fetches what is missing: go on, but say so
      words.textContent = `Not everything could be fetched (${problem.message}). The lesson tries again.`;
      await new Promise((done) => setTimeout(done, 3000));
    }
    location.href = link.href;
  }

  async function fetchAll() {
    const files = await (await fetch("runtime-files.json")).json();
    const all = files.reduce((sum, file) => sum + file.bytes, 0);
    const began = performance.now();
    let done = 0, said = -1;
    const one = async (file) => {
      const answer = await fetch(file.path);
      if (!answer.ok) throw new Error(`${file.path}: ${answer.status}`);
      for (const reader = answer.body.getReader(); ;) {
        const part = await reader.read();
        if (part.done) break;
        done += part.value.length;
        bar.value = Math.min(1, done / all);
        const tenth = Math.floor((10 * done) / all);
        if (tenth === said) continue; // a screen reader hears ten steps, not a thousand
        said = tenth;
        const left = ((performance.now() - began) / 1000) * (all / done - 1);
        words.textContent = `${megabytes(done)} of ${megabytes(all)} MB fetched` +
          (done < all && left > 5 ? `, about ${Math.ceil(left / 5) * 5} seconds left.` : ".");
      }
    };
    const queue = files.sort((a, b) => b.bytes - a.bytes);
    await Promise.all(Array.from({ length: 4 }, async () => {
      while (queue.length) await one(queue.shift());
    }));
  }

  // A fork that publishes its own copy on GitHub Pages has its owner and name in the address.
  const owner = /^([\w-]+)\.github\.io$/.exec(location.hostname)?.[1];
  if (owner) {
    const name = location.pathname.split("/")[1] || location.hostname;
    const binder = `https://mybinder.org/v2/gh/${owner}/${name}/HEAD?urlpath=lab/tree/notebooks/00_start_here.ipynb`;
    document.getElementById("binder").href = binder;
    document.getElementById("badge").textContent =
      `[![Open on Binder](https://mybinder.org/badge_logo.svg)](${binder})`;
    document.getElementById("copy").hidden = false;
  }

  start.addEventListener("click", () => open(links[0]));
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own: let it
      event.preventDefault();
      open(link);
    });
  }
  window.addEventListener("pageshow", () => { // back from a lesson: usable again
    under_way = false;
    loading.hidden = true;
    start.removeAttribute("aria-disabled");
  });
})();
