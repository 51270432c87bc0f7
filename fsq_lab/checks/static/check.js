// The buttons under a check: a hint, and the check once more. What is judged and what is told come from Python.

const words = (text) => text.split("`").map((part, place) => (place % 2 ? element("code", {}, part) : part));

function render({ model, el }) {
  const { live, say, hush } = voice();
  const verdict = element("div", { class: "fsq-verdict" });
  const hints = element("ul", { class: "fsq-hints" });
  const told = element("p", { class: "fsq-note" });
  const hint = control("button", { type: "button" });
  const again = control("button", { type: "button" });
  const language = control("button", { type: "button" });
  const root = element("div", { class: "fsq-widget fsq-check", role: "group" }, verdict, hints, told, again, hint, language, live);
  let content, turn;

  const tell = (text) => told.replaceChildren(...words(text));
  const { send, heard } = post(model, () => {
    tell(content.silent);
    say(content.silent);
  });
  const show = (spoken) => {
    const shown = model.get("shown");
    if (shown.turn === turn) return;
    turn = shown.turn;
    heard();
    const head = element("strong", {}, `${shown.mark} `, element("code", {}, content.name));
    const [first, ...others] = shown.sentences;
    verdict.dataset.state = shown.state;
    verdict.replaceChildren(element("p", {}, head, " ", ...words(first)), ...others.map((one) => element("p", {}, ...words(one))));
    hints.replaceChildren(...shown.hints.map((one) => element("li", {}, ...words(one))));
    tell(shown.note);
    // a disabled control would drop the focus, and key presses would reach the notebook
    hint[shown.more ? "removeAttribute" : "setAttribute"]("aria-disabled", "true");
    hint.hidden = !shown.more && !shown.hints.length;
    if (spoken && shown.aloud) say(shown.aloud.replaceAll("`", ""));
  };
  const draw = () => {
    content = model.get("content");
    entitle(root, language, content);
    hint.textContent = content.hint;
    again.textContent = content.again;
    turn = undefined;
    show(false);
  };

  hint.addEventListener("click", () => send({ hint: true }));
  again.addEventListener("click", () => send({ again: true }));
  language.addEventListener("click", () => send({ language: content.other[0] }));
  draw();
  el.append(root);
  return heed(model, { content: draw, shown: () => show(true) }, heard, hush);
}

export default { render };
