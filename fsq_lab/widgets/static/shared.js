// Shared by all widgets; each one's own code follows in the same module.

const PATIENCE = 3000; // milliseconds until a silent kernel is named

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children); // strings become text, never markup
  return node;
}

document.head.append(element("style", {}, STYLE)); // once a page, as this code runs once

// With this attribute on the focused control JupyterLab's shortcuts rest ("d d" would delete the cell).
function control(tag, attributes, ...children) {
  return element(tag, { ...attributes, "data-lm-suppress-shortcuts": "true" }, ...children);
}

// The one live region of a widget, and how to speak through it.
function voice() {
  const live = element("div", { class: "fsq-live", "aria-live": "polite" });
  let waiting;
  const hush = () => clearTimeout(waiting);
  const say = (text, after = 50) => {
    hush();
    live.textContent = ""; // the same words twice are two announcements
    waiting = setTimeout(() => (live.textContent = text), after);
  };
  return { live, say, hush };
}
