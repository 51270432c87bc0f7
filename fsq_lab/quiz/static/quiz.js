// One quiz in one view: questions come from Python, answers go to Python, feedback comes back.
// What is right is not known here. A type of question is one function in CONTROLS.

const picks = ({ lefts, choices }, id, { choose }) => {
  const selects = lefts.map((_, place) => {
    const texts = choices[place] ?? choices[0];
    const options = texts.map((text, value) => element("option", { value }, text));
    return control("select", { id: `${id}-${place}` }, element("option", { value: "" }, choose), ...options);
  });
  return {
    nodes: lefts.map((left, place) => element("p", { class: "fsq-line" }, element("label", { for: selects[place].id }, left), selects[place])),
    read: () => selects.map((select) => select.value),
    write: (given) => selects.forEach((select, place) => (select.value = given[place] ?? "")),
  };
};

const CONTROLS = {
  single: boxes("radio"),
  true_false: boxes("radio"),
  multiple: boxes("checkbox"),
  numeric: field("input"),
  short_text: field("input"),
  open: field("textarea"),
  ordering: entries,
  matching: picks,
  cloze: picks,
};

function question(item, place, view, content, send, say) {
  const id = `${view}-${place}`;
  const { nodes, read, write } = CONTROLS[item.type](item, id, content, say);
  const told = element("p", { id: `${id}-told`, class: "fsq-told" });
  const hints = element("ul", { class: "fsq-hints" });
  const name = (word) => ({ "aria-label": `${word} ${place + 1}` });
  const done = item.type === "open" ? content.keep : content.check;
  const check = control("button", { type: "submit", ...name(done) }, done);
  const help = control("button", { type: "button", ...name(content.hint) }, content.hint);
  const notes = (item.rules ?? []).map((rule) => element("small", {}, rule));
  const legend = element("legend", {}, `${place + 1}. ${item.ask.trim()}`);
  const own = content.finish ? [] : item.hints ? [check, help] : [check];
  const group = element("fieldset", { "aria-describedby": told.id }, legend, ...notes, ...nodes, ...own, hints, told);
  const form = element("form", {}, group);
  const answer = () => told.dataset.closed || send({ item: place, answer: read() });
  const submit = (event) => {
    event.preventDefault();
    answer();
  };
  help.addEventListener("click", () => send({ item: place, hint: true }));
  form.addEventListener("input", () => told.dataset.closed || told.replaceChildren());
  if (content.finish) form.addEventListener("change", answer);
  form.addEventListener("keydown", (event) => {
    // In JupyterLab the browser's own Enter does not submit a text field. Enter that ends Chinese input is not an answer.
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) submit(event);
  });
  form.addEventListener("submit", submit);
  const tell = ({ state, mark, text, hints: asked = [], closed }) => {
    hints.replaceChildren(...asked.map((hint) => element("li", {}, hint)));
    if (asked.length === item.hints) help.setAttribute("aria-disabled", "true");
    if (!mark) return;
    told.dataset.state = state;
    told.replaceChildren(element("strong", {}, mark), ` ${text}`);
    if (!closed) return;
    told.dataset.closed = "true"; // a disabled control would drop the focus, and key presses would reach the notebook
    [...form.elements].slice(1).forEach((node) => node.setAttribute("aria-disabled", "true")); // 0 is the fieldset
  };
  return { form, tell, read, write, told };
}

function render({ model, el }) {
  const view = `fsq-${Math.random()}`;
  const { live, say, hush } = voice();
  const root = element("div", { class: "fsq-widget fsq-questions fsq-quiz", role: "group" }); // a page may hold several: no landmarks
  const body = element("div");
  const notice = element("p", { class: "fsq-notice" });
  const language = control("button", { type: "button" });
  let content, questions = [], waiting = [], turns;

  const silent = (place) => {
    const told = { state: "silent", mark: "!", text: content.silent };
    if (questions[place]) questions[place].tell(told);
    else notice.textContent = content.silent;
    say(`${place === undefined ? "" : `${place + 1}. `}${content.silent}`);
  };
  const send = (message) => {
    const place = message.item ?? "all";
    clearTimeout(waiting[place]);
    waiting[place] = setTimeout(silent, PATIENCE, message.item);
    try {
      model.send(message);
    } catch {
      clearTimeout(waiting[place]);
      silent(message.item);
    }
  };
  const show = (aloud) =>
    model.get("feedback").forEach((feedback, place) => {
      if (!feedback || feedback.turn === turns[place]) return;
      turns[place] = feedback.turn;
      const { write, tell } = questions[place];
      // answered elsewhere, or before a reload
      if (waiting[place] === undefined && feedback.given != null) write(feedback.given);
      clearTimeout(waiting[place]);
      waiting[place] = undefined;
      tell(feedback);
      if (aloud) say(`${place + 1}. ${feedback.mark ? `${feedback.mark} ${feedback.text}` : feedback.hints.at(-1)}`);
    });
  const heard = () => {
    clearTimeout(waiting.all);
    if (model.get("notice") !== notice.textContent) say((notice.textContent = model.get("notice")));
  };
  const draw = () => {
    clearTimeout(waiting.all);
    const drafts = questions.map(({ read, told }) => [read(), told.textContent]);
    content = model.get("content");
    root.setAttribute("lang", content.lang);
    root.setAttribute("aria-label", content.title);
    [, language.lang, language.textContent] = content.other;
    notice.textContent = model.get("notice") ?? "";
    questions = content.items.map((item, place) => question(item, place, view, content, send, say));
    const finish = content.finish ? [control("button", { type: "button" }, content.finish)] : [];
    finish.forEach((button) => button.addEventListener("click", () => send({ finish: true })));
    body.replaceChildren(...questions.map(({ form }) => form), ...finish);
    turns = [];
    show(false);
    drafts.forEach(([draft, told], place) => {
      questions[place].write(draft);
      if (!told && !questions[place].told.dataset.closed) questions[place].told.replaceChildren();
    });
  };

  language.addEventListener("click", () => send({ language: content.other[0] }));
  root.append(body, notice, language, live);
  draw();
  el.append(root);
  const changes = [["change:content", draw], ["change:feedback", () => show(true)], ["change:notice", heard]];
  changes.forEach(([name, changed]) => model.on(name, changed));
  return () => {
    changes.forEach(([name, changed]) => model.off(name, changed));
    [...waiting, waiting.all].forEach(clearTimeout);
    hush();
  };
}

export default { render };
