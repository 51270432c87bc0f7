// One bet in one view: what can be bet comes from Python, the bet goes there, and what became of it comes back.
// What stands when the next cell runs is the bet: radios need no button. What is right is not known here.

const KINDS = { one: boxes("radio"), order: entries, number: field("input") };

function render({ model, el }) {
  const view = `fsq-${Math.random()}`;
  const { live, say, hush } = voice();
  const legend = element("legend");
  const body = element("div");
  const place = control("button", { type: "submit" });
  const told = element("p", { id: `${view}-told`, class: "fsq-told" });
  const group = element("fieldset", { "aria-describedby": told.id }, legend, body, place, told);
  const form = element("form", {}, group);
  const language = control("button", { type: "button" });
  const root = element("div", { class: "fsq-widget fsq-questions fsq-bet", role: "group" }, form, language, live);
  let content, stake, turn, aloud = true;

  const tell = (text, state) => {
    told.dataset.state = state;
    told.textContent = text;
  };
  const { send, heard, pending } = post(model, () => {
    tell(content.silent, "silent");
    say(content.silent);
  });
  const shut = () => model.get("shown").locked;
  const put = (given) => {
    const focused = root.contains(document.activeElement) && document.activeElement;
    stake.write(given);
    if (focused) focused.focus(); // an entry that is moved loses it
  };
  const bet = (spoken) => {
    if (shut()) return;
    aloud = spoken;
    send({ bet: stake.read() });
  };
  const submit = (event) => {
    event.preventDefault();
    bet(true);
  };
  const show = (spoken) => {
    const { given, text, state, locked, ...shown } = model.get("shown");
    if (shown.turn === turn) return;
    turn = shown.turn;
    // an answer on its way keeps what the learner has done since, unless nothing can be done any more
    if (locked || (!pending() && given != null)) put(given);
    heard();
    tell(text, state);
    // a disabled control would drop the focus, and key presses would reach the notebook
    [...form.elements].slice(1).forEach((node) => node[locked ? "setAttribute" : "removeAttribute"]("aria-disabled", "true"));
    if (spoken && aloud && text) say(text);
    aloud = true;
  };
  const draw = () => {
    const draft = stake?.read();
    content = model.get("content");
    entitle(root, language, content);
    legend.textContent = content.title;
    place.textContent = content.place ?? "";
    place.hidden = !content.place;
    stake = KINDS[content.type](content, view, content, say);
    body.replaceChildren(...stake.nodes);
    turn = undefined;
    show(false);
    if (draft?.length && !shut()) stake.write(draft);
  };

  form.addEventListener("input", () => (shut() ? put(model.get("shown").given) : tell("", "open")));
  form.addEventListener("change", () => (shut() ? put(model.get("shown").given) : bet(content.type !== "order")));
  form.addEventListener("keydown", (event) => {
    // In JupyterLab the browser's own Enter does not submit a text field. Enter that ends Chinese input is no bet.
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) submit(event);
  });
  form.addEventListener("submit", submit);
  language.addEventListener("click", () => send({ language: content.other[0] }));
  draw();
  el.append(root);
  return heed(model, { content: draw, shown: () => show(true) }, heard, hush);
}

export default { render };
