// Searches the text of all lessons, which search.json holds part by part; a part is found if it has all the words.
// What a bet or a task keeps for later is not in that file, so no result gives it away.
(() => {
  const MOST = 40; // places shown
  const AROUND = 90; // characters on either side of a word
  const form = document.querySelector("form[role=search]");
  const field = document.getElementById("words");
  const found = document.getElementById("found");
  const list = document.getElementById("places");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘]/g, "'");
  // the same, with one character for each of the original's, so that a place in one is a place in the other
  const inStep = (text) => [...text].map((one) => plain(one)[0] ?? " ").join("");
  let places; // fetched at the first search

  const load = () => places ??= fetch("search.json").then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then((all) => all.map((one) => ({ ...one, head: plain(one.heading), words: plain(one.text) })));

  function score(place, wanted) {
    let sum = 0;
    for (const word of wanted) {
      const times = place.words.split(word).length - 1 + (place.head.includes(word) ? 10 : 0);
      if (!times) return 0;
      sum += times;
    }
    return sum;
  }

  function shown(place, wanted) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = place.page + (place.anchor ? `#${encodeURIComponent(place.anchor)}` : "");
    link.textContent = place.heading === place.title ? place.title : `${place.title}: ${place.heading}`;
    const words = document.createElement("p");
    const step = inStep(place.text);
    const at = Math.max(0, Math.min(...wanted.map((word) => step.indexOf(word)).filter((n) => n >= 0), step.length));
    mark(words, around([...place.text], at), wanted);
    item.append(link, words);
    return item;
  }

  function around(letters, at) {
    const from = Math.max(0, at - AROUND);
    const piece = letters.slice(from, at + AROUND).join("");
    const begun = from ? piece.replace(/^\S*\s/, "… ") : piece; // whole words
    return at + AROUND < letters.length ? begun.replace(/\s\S*$/, " …") : begun;
  }

  function mark(into, text, wanted) {
    const letters = [...text];
    const step = inStep(text);
    let last = 0;
    for (let at = 0; at < letters.length;) {
      const word = wanted.find((one) => step.startsWith(one, at));
      if (!word) { at += 1; continue; }
      into.append(letters.slice(last, at).join(""));
      const hit = document.createElement("mark");
      hit.textContent = letters.slice(at, at + word.length).join("");
      into.append(hit);
      last = at += word.length;
    }
    into.append(letters.slice(last).join(""));
  }

  async function search() {
    const asked = field.value;
    const wanted = plain(asked).split(/\s+/).filter((word) => word.length > 1);
    list.replaceChildren();
    found.textContent = "";
    if (!wanted.length) return;
    let all;
    try {
      all = await load();
    } catch {
      places = undefined;
      found.textContent = "The list of words could not be fetched. Load the page again.";
      return;
    }
    if (field.value !== asked) return; // somebody types on
    const hits = all.map((place) => [score(place, wanted), place]).filter(([points]) => points)
      .sort(([a], [b]) => b - a);
    found.textContent = hits.length
      ? `${hits.length} place${hits.length > 1 ? "s" : ""}${hits.length > MOST ? `, the first ${MOST} shown` : ""}.`
      : "Nothing found. Try fewer words, or the beginning of a word.";
    list.replaceChildren(...hits.slice(0, MOST).map(([, place]) => shown(place, wanted)));
    history.replaceState(null, "", `?q=${encodeURIComponent(asked)}`);
  }

  document.getElementById("without").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  let pause;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 200); });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) search();
})();
