// ipywidgets gives a slider's handle and a player's buttons no name, a slider's value no unit, a button
// that unfolds something no state, and offers no way to mark a live region. Screen readers need all of
// them, and the keyboard needs its arrow keys, so this small script adds them to our own widgets, once
// a page. It also lets one explorer fill the window (for a projector), and says in words when a part of
// the page no longer answers because the kernel was restarted.
(function () {
  const styles = document.getElementById("hosting-shift-styles") || document.createElement("style");
  styles.id = "hosting-shift-styles";
  styles.textContent = window.hostingShiftStyles;
  document.head.append(styles);
  if (window.hostingShiftNames) { window.hostingShiftNames(); return; }
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const give = (node, name, value) => {
    if (node && node.getAttribute(name) !== value) node.setAttribute(name, value);
  };
  const follow = (node, attribute, then) => { // once for each node
    if (node.hostingShift) return;
    node.hostingShift = new MutationObserver(then);
    node.hostingShift.observe(node, { attributes: true, attributeFilter: [attribute] });
  };
  // A slider says "17 months", not "17". noUiSlider writes the bare number at every step, and for
  // named steps a bare index: both are put right as soon as they are written.
  function speak(handle, slider) {
    const readout = slider.querySelector(".widget-readout");
    const unit = slider.querySelector(".hs-unit");
    let said = (handle.getAttribute("aria-valuetext") || "").split(" ")[0];
    if (slider.classList.contains("hs-steps")) said = words(readout); // named, such as days
    else if (unit) {
      const many = words(unit).replace(/^\(|\)$/g, "");
      said += " " + (said === "1" ? many.replace(/^(\w+)s\b/, "$1") : many);
    }
    give(handle, "aria-valuetext", said);
  }
  let groups = 0; // options of one question share a name: one stop for Tab, arrow keys go on inside
  function names() {
    for (const root of document.querySelectorAll(".hs-panel, .hs-practice")) {
      // JupyterLab takes arrow keys and Enter for itself, even on a focused list of options
      for (const node of root.querySelectorAll("select, input, button, textarea, summary, [tabindex]")) {
        give(node, "data-lm-suppress-shortcuts", "true");
      }
      for (const slider of root.querySelectorAll(".hs-control")) {
        const label = slider.querySelector(".widget-label");
        const handles = slider.querySelectorAll(".noUi-handle");
        const readout = slider.querySelector(".widget-readout");
        if (label && handles.length) {
          const ends = handles.length > 1 ? [", lower end", ", upper end"] : [""];
          ends.forEach((end, i) => give(handles[i], "aria-label", words(label) + end));
          for (const handle of handles) {
            follow(handle, "aria-valuetext", () => speak(handle, slider));
            speak(handle, slider);
          }
          // what is typed beside named steps, as a bet's are, is thrown away by ipywidgets: nothing can be typed there
          if (readout && slider.classList.contains("hs-steps") && readout.isContentEditable) readout.contentEditable = "false";
          if (readout && readout.isContentEditable) {
            give(readout, "role", "textbox");
            give(readout, "aria-label", words(label) + ", typed");
          }
        }
      }
      for (const player of root.querySelectorAll(".widget-play")) {
        ["Play or pause", "Stop and go back"].forEach((name, i) => {
          const button = player.querySelectorAll("button")[i];
          give(button, "aria-label", name);
          give(button, "title", name);
        });
      }
      for (const live of root.querySelectorAll(".hs-live > .widget-html-content")) {
        const calm = () => // while an explorer plays, its sentence changes too often to be read out
          give(live, "aria-live", live.parentNode.classList.contains("hs-quiet") ? "off" : "polite");
        give(live, "role", "status");
        give(live, "tabindex", "-1"); // it holds the keyboard's place when a pressed button goes
        follow(live.parentNode, "class", calm);
        calm();
      }
      for (const button of root.querySelectorAll(".hs-opens")) {
        give(button, "aria-expanded", String(button.classList.contains("mod-active")));
        follow(button, "class", window.hostingShiftNames);
      }
      for (const field of root.querySelectorAll(".hs-because input")) give(field, "maxlength", "300");
      for (const bar of root.querySelectorAll(".hs-bar .progress")) {
        give(bar, "role", "progressbar");
        give(bar, "aria-label", "Work under way");
      }
      for (const frame of root.querySelectorAll(".hs-picture")) { // moved sideways on a narrow page: by keys, too
        const moves = frame.scrollWidth > frame.clientWidth + 1;
        if (!moves) { frame.removeAttribute("tabindex"); continue; }
        give(frame, "aria-label", "The picture, wider than the page");
        give(frame, "role", "region");
        give(frame, "tabindex", "0");
      }
      for (const box of root.querySelectorAll(".widget-radio-box")) {
        // what is asked is its own label, or stands in the paragraph above the options
        const group = box.closest(".widget-radio"), above = group.previousElementSibling;
        const own = group.querySelector(".widget-label");
        const asked = own && words(own) ? own : above && above.querySelector("p");
        box.hostingShiftName = box.hostingShiftName || "hosting-shift-" + ++groups;
        for (const option of box.querySelectorAll("input")) give(option, "name", box.hostingShiftName);
        give(box, "role", "radiogroup");
        give(box, "aria-label", asked ? words(asked) : "Answers");
      }
    }
    for (const panel of document.querySelectorAll(".hs-panel")) {
      if (!panel.hasAttribute("role")) give(panel, "role", "group");
      give(panel, "aria-label", words(panel.querySelector(".hs-title")));
    }
  }

  // A kernel goes in many ways: restarted, ended by a hub or by the menu, dead, changed, out of reach. What is
  // on the page stays as it was; clicks do nothing and say nothing. Three signs tell: a mark that JupyterLab
  // leaves after a restart, the state beside the kernel's name, and a click that Python never marks as heard.
  // After the page is opened another day there is only "Error displaying widget".
  const OURS = ".hs-panel, .hs-practice", DEAD = "jupyter-widgets-disconnected", BOOK = ".jp-NotebookPanel";
  const ENDED = ["terminating", "dead", "restarting", "autorestarting", "starting"]; // what was made before is lost
  const ANEW = "Kernel ▸ Restart Kernel and Run All Cells";
  const PATIENCE = 10000; // milliseconds: no click takes so long, unless the kernel is at work
  const KEPT = " Your saved answers stay.";
  // Run All Cells alone runs one cell only where JupyterLab has no kernel left
  const again = (root, how) => (root.closest(BOOK) ? "Choose " + how + "." : "Load this page again.") + KEPT;
  const gone = (root) => "This no longer answers: the part that computes was ended or restarted. " +
    again(root, ANEW) + (outputOf(root).querySelector(FIELDS) ? " Words that you type here are kept in this tab until then, so leave it open." : "");
  const cut = () => "The line to the part that computes is cut. What you do here waits until it is back.";
  const waits = (root) => "This waits: the part that computes is still at work. If that lasts: " + again(root, ANEW);
  const state = (root) => {
    const sign = (root.closest(BOOK) || document).querySelector(".jp-Notebook-ExecutionIndicator[data-status]");
    return sign ? sign.dataset.status : "";
  };
  const ends = new WeakMap(); // how many kernels of a notebook have ended
  const born = new WeakMap(); // of a part of ours: how many had when it was first seen
  const unheard = new WeakMap(); // outputs where a click was not heard, and what is said of it
  const outputOf = (root) => root.closest(".jp-OutputArea-output") || root;
  const ended = (root) => ends.get(root.closest(BOOK)) || 0;
  const away = new WeakMap(); // notebooks without a kernel or a line to it, and what is said: until one is there again
  function problem(root) { // what to say where a part of ours does not answer; nothing where it does
    if (root.closest("." + DEAD) || born.get(root) < ended(root)) return gone;
    return away.get(root.closest(BOOK)) || unheard.get(outputOf(root));
  }
  function watchState() {
    for (const sign of document.querySelectorAll(BOOK + " .jp-Notebook-ExecutionIndicator[data-status]")) {
      follow(sign, "data-status", () => {
        const book = sign.closest(BOOK), now = sign.dataset.status;
        if (ENDED.includes(now)) ends.set(book, (ends.get(book) || 0) + 1);
        if (now === "disconnected") away.set(book, gone);
        else if (["unknown", "connecting"].includes(now)) {
          setTimeout(() => { // a moment is not worth a word
            if (sign.dataset.status === now && !away.has(book)) away.set(book, now === "unknown" ? gone : cut);
            window.hostingShiftNames();
          }, 3000);
        } else away.delete(book);
        window.hostingShiftNames();
      });
    }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".hs-button:not(.widget-upload)"); // a file is chosen outside the page
    const root = button && button.closest(OURS);
    if (!root || problem(root)) return;
    const mark = () => button.classList.contains("hs-heard"), before = mark();
    const say = (what) => {
      unheard.set(outputOf(root), what);
      window.hostingShiftNames();
    };
    let answered = false;
    const watch = new MutationObserver(() => {
      if (mark() === before) return;
      answered = true;
      watch.disconnect();
      say();
    });
    watch.observe(button, { attributes: true, attributeFilter: ["class"] });
    const look = (left) => {
      if (answered || !button.isConnected) return;
      if (state(root) === "idle" || !left) say(["", "idle"].includes(state(root)) ? gone : waits);
      else setTimeout(() => look(left - 1), PATIENCE);
    };
    setTimeout(() => look(2), PATIENCE);
  }, true);

  // Words that Python has not heard are kept by this tab, and put back where the same is asked again: a kernel may end
  // before it hears them, or have ended without a sign.
  const FIELDS = "[class*=hs-at-] :is(textarea, input[type=text])";
  const seen = new WeakMap(); // what a field held when it was first seen, or Python last heard it
  const typed = new WeakMap(); // when somebody last typed there
  const PAUSE = 900; // milliseconds: Python hears words after a pause of a second, so these are all that there are
  function nameOf(field) {
    const place = field.closest("[class*=hs-at-]");
    return "hosting-shift: " + place.className.match(/hs-at-[\w-]+/)[0] + " " + [...place.querySelectorAll(FIELDS)].indexOf(field);
  }
  function store(act) {
    try {
      return act(sessionStorage);
    } catch (refused) { // a browser that stores nothing: the words stay where they are, until the cell runs
      return null;
    }
  }
  function heard(field) {
    if (Date.now() - typed.get(field) < PAUSE) return; // what was typed since comes with the next pause
    seen.set(field, field.value);
    store((tab) => tab.removeItem(nameOf(field)));
    field.closest("[class*=hs-at-]").classList.remove("hs-typing");
  }
  function keepWords() {
    for (const field of document.querySelectorAll(FIELDS)) {
      if (seen.has(field)) continue;
      seen.set(field, field.value);
      putBack(field);
      const box = field.closest(".jupyter-widgets"), mark = () => box.classList.contains("hs-heard");
      let before = mark();
      follow(box, "class", () => {
        if (mark() !== before) heard(field);
        before = mark();
      });
    }
  }
  function putBack(field) {
    const { was, words: kept } = JSON.parse(store((tab) => tab.getItem(nameOf(field))) || "{}"), has = field.value;
    store((tab) => tab.removeItem(nameOf(field)));
    if (kept === undefined || (was !== has && has.includes(kept))) return;
    const both = kept + (field.matches("textarea") ? "\n" : " / ") + has; // nothing of either is lost
    field.value = was === has || kept.includes(has) ? kept : both;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    tell(field.closest(".jupyter-widgets"), "The words that you typed last are back.");
  }
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches(FIELDS)) return;
    typed.set(field, Date.now());
    field.closest("[class*=hs-at-]").classList.add("hs-typing"); // not kept yet: ui.css takes the word away
    store((tab) => tab.setItem(nameOf(field), JSON.stringify({ was: seen.get(field), words: field.value })));
  });
  function tell(box, said) { // beside a control, until something else is told there
    const old = box.querySelector(".hs-told");
    if (old) old.remove();
    if (!said) return;
    const told = document.createElement("p");
    told.className = "hs-told";
    told.textContent = said;
    give(told, "role", "status");
    box.append(told);
  }

  // A number beside a slider may be typed as people write it: "7,5 %", "1 234.5". ipywidgets would read "7,5" as
  // 7 and say nothing. "1,234" is left: it is 1234 to some and 1.234 to others.
  const NUMBER = /([-+\u2212]?)(\d{1,3}(?:[ \u00a0\u2009\u202f\u0027\u2019]\d{3})+|\d+)(?:[.,](\d+))?/g;
  const UNCLEAR = /(?<!\d)[1-9]\d{0,2},\d{3}(?!\d)/;
  const plain = (text) => text.replace(NUMBER, (all, sign, whole, part) =>
    sign.replace("\u2212", "-") + whole.replace(/\D/g, "") + (part ? "." + part : "")).replace(/^[^-+.\d]+/, "");
  const numbers = (text) => (plain(text).match(/\d+(\.\d+)?/g) || []).map(Number).join();
  let shown = ""; // in the readout, when somebody began to type there
  const readoutOf = (event) => {
    const node = event.target.closest && event.target.closest(".hs-control .widget-readout");
    return node && node.isContentEditable ? node : null;
  };
  function read(event) { // before ipywidgets does
    const readout = readoutOf(event), said = readout && words(readout), before = shown;
    if (!readout || said === before) return;
    readout.textContent = UNCLEAR.test(said) ? before : plain(said);
    if (event.type === "blur") { // ipywidgets means to read here, too, but waits for an event that does not come
      readout.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true }));
    }
    setTimeout(() => {
      shown = words(readout);
      const same = numbers(shown) === numbers(said);
      const why = shown === before ? " could not be used; it stays at " : " was taken as ";
      tell(readout.closest(".hs-control"), same ? "" : "\u201c" + said + "\u201d" + why + shown + ".");
    });
  }
  document.addEventListener("focusin", (event) => { if (readoutOf(event)) shown = words(readoutOf(event)); });
  document.addEventListener("blur", read, true);
  window.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.isTrusted) read(event); }, true);

  const watched = new WeakSet();
  const watcher = new MutationObserver(() => window.hostingShiftNames());
  function asleep() {
    watchState();
    keepWords();
    for (const root of document.querySelectorAll(OURS)) {
      if (!watched.has(root)) {
        watched.add(root);
        born.set(root, ended(root));
        watcher.observe(root, { attributes: true, attributeFilter: ["class"] });
      }
      const output = outputOf(root);
      const home = output.querySelector(".hs-panel") || root; // one note an output, at its explorer
      const note = home.querySelector(":scope > .hs-asleep");
      const say = problem(home);
      if (!say) {
        if (note) note.remove();
      } else if (note) {
        if (note.textContent !== say(home)) note.textContent = say(home);
      } else if (!output.querySelector(".hs-asleep")) {
        const words = document.createElement("p");
        words.className = "hs-asleep";
        words.textContent = say(home);
        home.prepend(words);
      }
    }
    for (const node of document.querySelectorAll(".jp-OutputArea-output.jupyter-widgets")) {
      if (node.textContent === "Error displaying widget: model not found") {
        node.textContent = "This part is not running yet. " + again(node, "Run ▸ Run All Cells");
        node.classList.add("hs-asleep");
      }
    }
  }
  document.addEventListener("click", (event) => { // who clicks on what is dead is led to the note, and hears it
    const root = event.target.closest && event.target.closest(OURS);
    const note = root && outputOf(root).querySelector(".hs-asleep");
    if (!note) return;
    note.scrollIntoView({ block: "nearest" });
    give(note, "role", "alert");
    note.textContent = String(note.textContent);
  });

  // Shift+Enter in what a cell shows leads to the next cell, as it does on a cell; nothing runs again.
  const beside = (cell, side) => { // the cell before or behind another
    let found = cell && cell[side];
    while (found && !found.matches(".jp-Cell")) found = found[side];
    return found;
  };
  function goOn(cell) {
    const next = beside(cell, "nextElementSibling");
    if (!next) { if (cell) cell.focus(); return; }
    next.focus({ preventScroll: true });
    const pane = next.closest(".jp-WindowedPanel-outer") || document.documentElement;
    next.scrollIntoView({ block: next.offsetHeight > pane.clientHeight / 2 ? "start" : "center" });
  }
  // Shift+Enter on a cell shows the next one. Where what is to be done in the cell is higher than the page, its
  // beginning has then gone over the top: it is brought back, unless the student has moved on meanwhile.
  // So is the beginning of rules of law or tables that fill half a page, where the cell asks for nothing.
  const TO_DO = ":is(.hs-practice, .hs-panel) :is(input, button, textarea, select, .noUi-handle)";
  const reads = (cell) => /lesson\.(law|table)\(/.test(words(cell)) && !/lesson\.(note|field)\(/.test(words(cell));
  let ran; // nothing yet: the cell before the keyboard's place may have been run before this script was there
  for (const moves of ["keydown", "wheel", "pointerdown"]) window.addEventListener(moves, () => { ran = null; }, true);
  function beginAtTheTop() {
    if (ran === undefined && document.querySelector(TO_DO)) {
      ran = beside(document.activeElement.closest(".jp-Cell"), "previousElementSibling");
    }
    const pane = ran && ran.closest(".jp-WindowedPanel-outer");
    const outputs = pane ? [...ran.querySelectorAll(".jp-OutputArea-output")] : [];
    const output = outputs.find((each) => each.querySelector(TO_DO)) ||
      outputs.find((each) => each.offsetHeight > pane.clientHeight / 2 && reads(ran));
    if (!output || output.getBoundingClientRect().top >= pane.getBoundingClientRect().top) return;
    output.scrollIntoView({ block: "start" });
  }
  window.addEventListener("scroll", () => { if (ran) beginAtTheTop(); }, true); // JupyterLab scrolls late where it is slow
  // A click on a slider's track leaves the keyboard's place on the cell, and so does one on a picture or on text: from there
  // Shift+Enter would run the cell again, and undo what was set. So the place goes to the handle, or to the part clicked on.
  document.addEventListener("click", (event) => {
    const root = event.target.closest && event.target.closest(OURS);
    if (!root || root.contains(document.activeElement)) return;
    const slider = event.target.closest(".noUi-target");
    const handles = slider ? [...slider.querySelectorAll(".noUi-handle")] : [];
    const far = (handle) => Math.abs(handle.getBoundingClientRect().x - event.clientX);
    const to = handles.sort((one, other) => far(one) - far(other))[0] || root;
    if (to === root) give(root, "tabindex", "-1");
    to.focus({ preventScroll: true });
  });
  // What a bet opens comes in its place: its top goes to the top of the page, so that all of it is in view.
  const arrived = new WeakSet();
  function arrive() {
    for (const episode of document.querySelectorAll(".hs-episode")) {
      const next = !episode.classList.contains("hs-open") && beside(episode.closest(".jp-Cell"), "nextElementSibling");
      if (next) for (const fold of next.querySelectorAll("details[open]")) fold.open = false; // it waits for the bet
      if (!episode.classList.contains("hs-arrived")) { // asked, or taken back: then its place is where that is said
        const said = arrived.has(episode) && episode.querySelector(":scope > .hs-live > .widget-html-content:not(:empty)");
        if (said) { arrived.delete(episode); said.focus(); }
      }
      else if (!arrived.has(episode) && episode.querySelector(".hs-picture img")) {
        arrived.add(episode);
        const said = episode.querySelector(".hs-live > .widget-html-content"); // beside it an empty label is hidden
        if (said) said.focus({ preventScroll: true });
        requestAnimationFrame(() => {
          const [top, picture] = [episode, episode.querySelector(".hs-picture")].map((each) => each.getBoundingClientRect().top);
          episode.style.setProperty("--hs-above", Math.round(picture - top) + "px"); // a long reply leaves less for a picture
          episode.scrollIntoView({ block: "start" });
        });
      }
    }
  }
  // The fold of a text cell that is selected, such as a solution: Enter opens and closes it.
  const foldOf = (node) => {
    const cell = node.closest(".jp-MarkdownCell");
    return cell && !node.closest(".jp-Editor, a") && cell.querySelector(".jp-RenderedMarkdown summary");
  };
  // The explanation below an open bet opens with the bet: who presses its fold before is led to the bet.
  document.addEventListener("click", (event) => {
    const fold = event.target.closest && event.target.closest(".jp-MarkdownCell summary");
    if (!fold || !words(fold).startsWith("Why")) return;
    const cell = beside(fold.closest(".jp-Cell"), "previousElementSibling");
    if (!cell || cell.querySelector(".hs-episode.hs-open") || !words(cell).includes("lesson.episode(")) return;
    event.preventDefault();
    (cell.querySelector(".hs-episode > .hs-control :is(.noUi-handle, input)") || cell).focus();
  }, true);
  // A second click would show the cell's text; whoever writes lessons holds Alt.
  document.addEventListener("dblclick", (event) => {
    if (event.altKey || !event.target.closest || !foldOf(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("click", (event) => { // "go on where you were"
    const link = event.target.closest && event.target.closest("a[href^='#hs-at-']");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const there = document.querySelector("." + CSS.escape(link.getAttribute("href").slice(1)));
    if (!there) return;
    there.scrollIntoView({ block: "start" });
    const first = there.querySelector("button, input, select, textarea, [tabindex='0']");
    if (first) first.focus({ preventScroll: true });
  }, true);

  // One panel at a time in the browser's top layer. A popover, because JupyterLab's own boxes would
  // cut off anything else that claims the window; it needs no permission, as full screen would.
  const large = () => document.querySelector(".hs-panel.hs-large");
  function enlarge(panel, button) {
    const on = button.classList.contains("mod-active");
    if (on === panel.classList.contains("hs-large") || !panel.showPopover) return;
    if (on) {
      const other = large();
      if (other) other.querySelector("button.hs-enlarge").click();
      panel.setAttribute("popover", "manual");
      panel.showPopover();
    } else {
      panel.hidePopover();
      panel.removeAttribute("popover");
    }
    panel.classList.toggle("hs-large", on);
    give(panel, "role", on ? "dialog" : "group");
    if (!on) panel.scrollIntoView({ block: "nearest" });
    button.focus({ preventScroll: on });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button.hs-enlarge");
    if (button) enlarge(button.closest(".hs-panel"), button);
  });
  window.addEventListener("keydown", (event) => {
    const at = event.target.closest ? event.target : document.body;
    const panel = large();
    if (event.key === "Escape" && panel) {
      event.preventDefault();
      event.stopImmediatePropagation();
      panel.querySelector("button.hs-enlarge").click();
    } else if (event.key === "Escape" && at.closest(".hs-panel, .hs-practice")) {
      const cell = at.closest(".jp-Cell"); // leave the control: arrow keys move between cells again
      if (cell) cell.focus();
    } else if (event.key === "Enter" && event.shiftKey && at.closest(OURS)) {
      event.preventDefault(); // a button would be pressed once more, and the cell run again
      event.stopImmediatePropagation();
      goOn(at.closest(".jp-Cell"));
    } else if (event.key === "Enter" && event.shiftKey) {
      ran = at.closest(".jp-CodeCell");
    } else if (event.key === "Enter" && at.matches(".hs-field input[type=text]")) {
      at.closest(".hs-field").querySelector("button").click();
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !at.matches("summary") && foldOf(at)) {
      event.preventDefault(); // JupyterLab would show the cell's text, and in it what is folded
      event.stopImmediatePropagation();
      foldOf(at).click();
    } else if (["Enter", " "].includes(event.key) && at.matches(".jp-Notebook :is(summary, a[href])")) {
      event.stopImmediatePropagation(); // JupyterLab would open the cell's text instead of the fold
    }
  }, true);
  document.addEventListener("focusin", (event) => { // the page behind is covered: Tab stays here
    const panel = large();
    if (panel && !panel.contains(event.target)) panel.querySelector("button.hs-enlarge").focus();
  });

  let asked = false;
  window.hostingShiftNames = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; names(); asleep(); arrive(); beginAtTheTop(); });
  };
  new MutationObserver(window.hostingShiftNames).observe(document.body, { childList: true, subtree: true });
  window.hostingShiftNames();
})();
