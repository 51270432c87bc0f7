// The life of a widget with one thing to say at a time. A quiz waits for each of its questions and has its own.

// Sends to Python; `silent` is called where nothing comes back in time, until `heard` is.
function post(model, silent) {
  let waiting;
  const heard = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const lapse = () => {
    heard();
    silent();
  };
  const send = (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(lapse, PATIENCE);
    try {
      model.send(message);
    } catch {
      lapse();
    }
  };
  return { send, heard, pending: () => waiting !== undefined };
}

// Names a widget in its language, and its button in the other one.
function entitle(root, button, { lang, title, other }) {
  root.lang = lang;
  root.setAttribute("aria-label", title);
  [, button.lang, button.textContent] = other;
}

// Calls what belongs to each change; returns what ends that, and calls `ends` then as well.
function heed(model, changes, ...ends) {
  const each = (act) => Object.entries(changes).forEach(([name, changed]) => model[act](`change:${name}`, changed));
  each("on");
  return () => [() => each("off"), ...ends].forEach((end) => end());
}

// Shift+Enter in a control runs the cell and goes on, Ctrl+S saves, as everywhere in a notebook; in quizzes too.
document.onkeydown = (event) => {
  const { key, shiftKey, ctrlKey, metaKey, target } = event;
  const saves = (ctrlKey || metaKey) && key === "s";
  const meant = saves || (shiftKey && key === "Enter" && !target.matches("textarea"));
  const notebook = meant && target.closest(".fsq-widget") && target.closest(".jp-Notebook");
  if (!notebook) return;
  if (saves) event.preventDefault();
  notebook.focus({ preventScroll: true }); // what was typed counts as it does when the focus leaves
  const again = { keyCode: saves ? 83 : 13, shiftKey, ctrlKey, metaKey, bubbles: true };
  setTimeout(() => {
    notebook.dispatchEvent(new KeyboardEvent("keydown", again));
    if (saves) target.focus({ preventScroll: true });
  }, 50);
};
