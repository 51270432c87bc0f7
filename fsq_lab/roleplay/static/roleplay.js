// One role play in one view: Python tells the scene so far, the learner's choice goes to Python, a new scene comes back.
// What a choice leads to is not known here.

// Where the focus goes when the control that had it is gone.
function landing(tag, ...children) {
  return control(tag, { class: "fsq-landing", tabindex: "-1" }, ...children);
}

function spoken(who, text) {
  return [element("strong", {}, who), ` ${text}`];
}

// How things stand: each meter in words and numbers, and as a bar that adds nothing to them.
function mood({ mood, words }) {
  const bars = mood.map(({ name, level, word }) => {
    const bar = element("span", { class: "fsq-bar", "aria-hidden": "true" }, element("span"));
    bar.firstChild.style.width = `${level}%`;
    return element("li", {}, element("strong", {}, name), ` ${level} \u00b7 ${word}`, bar);
  });
  return [element("p", {}, words.mood_now), element("ul", { class: "fsq-mood" }, ...bars)];
}

function step({ who, text, said, reason, broke, effect }, words) {
  return element(
    "li",
    {},
    element("p", { class: "fsq-said" }, ...spoken(who, text)),
    element("p", { class: "fsq-said fsq-you" }, ...spoken(words.you, said)),
    element("p", { class: "fsq-told" }, reason),
    ...(broke ? [element("p", { class: "fsq-told", "data-state": "wrong" }, broke)] : []),
    element("p", { class: "fsq-levels" }, effect),
  );
}

function choices({ line, words }, name, submit) {
  const radios = line.options.map((_, place) => control("input", { type: "radio", name, value: place }));
  const labels = line.options.map((text, place) => element("label", { class: "fsq-option" }, radios[place], element("span", {}, text)));
  const told = element("p", { id: `${name}-told`, class: "fsq-told" });
  const tell = (text) => (told.textContent = text);
  const button = control("button", { type: "submit" }, words.say);
  const legend = element("legend", {}, words.reply);
  const form = element("form", {}, element("fieldset", { "aria-describedby": told.id }, legend, ...labels, button, told));
  const focus = landing("p", ...spoken(line.who, line.text));
  form.addEventListener("input", () => tell(""));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.target === button) return; // JupyterLab swallows the browser's own Enter
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const place = radios.findIndex((radio) => radio.checked);
    submit(place);
  });
  return { nodes: [focus, form], focus, tell };
}

function finish({ ending, words }, again) {
  const focus = landing("h4", ending.title);
  const button = control("button", { type: "button" }, words.again);
  const told = element("p", { class: "fsq-told" });
  button.addEventListener("click", again);
  const nodes = [focus, element("p", {}, ending.text), element("p", {}, element("strong", {}, ending.score)), element("p", {}, ending.debrief), button, told];
  return { nodes, focus, tell: (text) => (told.textContent = text) };
}

function render({ model, el }) {
  const view = `fsq-${Math.random()}`;
  const { live, say: announce, hush } = voice();
  const body = element("div");
  const root = element("section", { class: "fsq-widget fsq-questions fsq-quiz fsq-roleplay" }, body, live);
  let acted = "";
  let present;

  const warn = (text) => {
    present.tell(text);
    announce(text);
  };
  const { send: ask, heard } = post(model, () => warn(model.get("scene").words.silent));
  const send = (message, act) => {
    acted = act;
    ask(message);
  };
  const draw = () => {
    heard();
    const scene = model.get("scene");
    const [other, lang, name] = scene.other;
    const language = control("button", { type: "button", lang }, name);
    language.addEventListener("click", () => send({ language: other }, "language"));
    const meanings = scene.meanings.map(({ name, text }) => element("li", {}, element("strong", {}, name), ` ${text}`));
    const say = (place) =>
      place < 0 ? warn(scene.words.choose_first) : send({ turn: scene.steps.length, choice: place }, "choice");
    present = scene.ending ? finish(scene, () => send({ again: true }, "again")) : choices(scene, `${view}-${scene.steps.length}`, say);
    root.setAttribute("lang", scene.lang);
    root.setAttribute("aria-label", scene.title);
    body.replaceChildren(
      language,
      element("h3", {}, scene.title),
      element("p", {}, scene.about),
      element("p", {}, scene.words.levels),
      element("ul", {}, ...meanings),
      element("ol", {}, ...scene.steps.map((one) => step(one, scene.words))),
      ...mood(scene),
      ...present.nodes,
    );
    const last = scene.steps.at(-1);
    if (acted === "language") language.focus();
    else if (acted) present.focus.focus();
    if (acted === "choice") {
      const next = scene.ending ? `${scene.ending.title} ${scene.ending.score}` : `${scene.line.who} ${scene.line.text}`;
      announce([last.reason, last.broke, last.effect, next].filter(Boolean).join(" "));
    }
    acted = "";
  };

  el.append(root);
  draw();
  return heed(model, { scene: draw }, heard, hush);
}

export default { render };
