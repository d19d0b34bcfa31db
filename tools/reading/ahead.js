// Fetches Python's files while somebody reads, if asked to; the lesson then finds them in the browser's cache.
(() => {
  const offer = document.getElementById("ahead");
  if (!offer) return;
  const button = offer.querySelector("button");
  const words = offer.querySelector("[role=status]");
  const megabytes = (files) => Math.round(files.reduce((sum, file) => sum + file.bytes, 0) / 1e6);

  async function list() {
    const answer = await fetch("../runtime-files.json");
    if (!answer.ok) return;
    const files = await answer.json();
    button.textContent = `Fetch Python while I read (${megabytes(files)} MB, once)`;
    button.addEventListener("click", () => fetchAll(files), { once: true });
    offer.hidden = false;
  }

  async function fetchAll(files) {
    button.disabled = true;
    words.textContent = "Python is being fetched. Stay on this page until it is here.";
    try {
      for (const file of files) {
        const answer = await fetch(`../${file.path}`, { priority: "low" });
        if (!answer.ok) throw new Error(answer.status);
        await answer.arrayBuffer();
      }
      words.textContent = "Python is here. Run this lesson when you like.";
    } catch {
      words.textContent = "Not everything could be fetched. The lesson fetches the rest when you run it.";
    }
  }
  list().catch(() => {}); // no network: nothing is offered
})();
