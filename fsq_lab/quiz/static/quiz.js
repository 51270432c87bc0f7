// One quiz in one view: questions come from Python, answers go to Python, feedback comes back.
// What is right is not known here. A type of question is one function in CONTROLS.

const PATIENCE = 3000; // milliseconds until a silent kernel is named

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children); // strings become text, never markup
  return node;
}

// With this attribute on the focused control JupyterLab's shortcuts rest ("d d" would delete the cell).
function control(tag, attributes, ...children) {
  return element(tag, { ...attributes, "data-lm-suppress-shortcuts": "true" }, ...children);
}

const CONTROLS = {
  single({ options }, id) {
    const radios = options.map((_, place) => control("input", { type: "radio", name: id, value: place }));
    return {
      nodes: options.map((text, place) => element("label", { class: "fsq-option" }, radios[place], element("span", {}, text))),
      read: () => radios.find((radio) => radio.checked)?.value ?? "",
      write: (given) => radios.forEach((radio) => (radio.checked = radio.value === given)),
    };
  },

  numeric({ label, note }, id) {
    const input = control("input", { id, type: "text", autocomplete: "off", "aria-describedby": `${id}-note` });
    const named = element("label", { for: id }, label);
    return {
      nodes: [element("p", { class: "fsq-number" }, named, input, element("small", { id: `${id}-note` }, note))],
      read: () => input.value,
      write: (given) => (input.value = given),
    };
  },
};

function question(item, place, view, content, submit) {
  const id = `${view}-${place}`;
  const { nodes, read, write } = CONTROLS[item.type](item, id);
  const told = element("p", { id: `${id}-told`, class: "fsq-told" });
  const button = control("button", { type: "submit", "aria-label": `${content.check} ${place + 1}` }, content.check);
  const legend = element("legend", {}, `${place + 1}. ${item.ask.trim()}`);
  const form = element("form", {}, element("fieldset", { "aria-describedby": told.id }, legend, ...nodes, button, told));
  const tell = (state, mark, text) => {
    told.dataset.state = state;
    told.replaceChildren(element("strong", {}, mark), ` ${text}`);
  };
  form.addEventListener("input", () => told.replaceChildren());
  form.addEventListener("keydown", (event) => {
    // In JupyterLab the browser's own Enter does not submit a text field. Enter that ends Chinese input is not an answer.
    if (event.key !== "Enter" || event.isComposing || event.target === button) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(read());
  });
  return { form, tell, write };
}

function render({ model, el }) {
  const content = model.get("content");
  const view = `fsq-${Math.random().toString(36).slice(2)}`;
  const live = element("div", { class: "fsq-live", "aria-live": "polite" });
  const waiting = content.items.map(() => undefined);
  const tries = content.items.map(() => 0);

  const announce = (place, text) => {
    live.textContent = ""; // the same words twice are two announcements
    setTimeout(() => (live.textContent = `${place + 1}. ${text}`), 50);
  };
  const silent = (place) => {
    questions[place].tell("silent", "!", content.silent);
    announce(place, content.silent);
  };
  const questions = content.items.map((item, place) =>
    question(item, place, view, content, (answer) => {
      clearTimeout(waiting[place]);
      waiting[place] = setTimeout(silent, PATIENCE, place);
      try {
        model.send({ item: place, answer });
      } catch {
        clearTimeout(waiting[place]);
        silent(place);
      }
    }),
  );
  const show = (aloud) =>
    model.get("feedback").forEach((feedback, place) => {
      if (!feedback || feedback.tries === tries[place]) return;
      tries[place] = feedback.tries;
      if (waiting[place] === undefined) questions[place].write(feedback.given); // answered elsewhere, or before a reload
      clearTimeout(waiting[place]);
      waiting[place] = undefined;
      questions[place].tell(feedback.state, feedback.mark, feedback.text);
      if (aloud) announce(place, `${feedback.mark} ${feedback.text}`);
    });

  const root = element("section", { class: "fsq-quiz", lang: content.lang, "aria-label": content.title });
  root.append(...questions.map(({ form }) => form), live);
  el.append(root);
  show(false);
  const changed = () => show(true);
  model.on("change:feedback", changed);
  return () => {
    model.off("change:feedback", changed);
    waiting.forEach(clearTimeout);
  };
}

export default { render };
