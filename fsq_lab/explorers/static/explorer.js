// Sliders here, everything else in Python: values go out, a picture (SVG) and a sentence come back.

const QUIET = 700; // milliseconds without a move until the sentence is read out

function render({ model, el }) {
  const view = `fsq-${Math.random()}`;
  const title = element("p", { class: "fsq-title" });
  const rows = element("div");
  const picture = element("div", { class: "fsq-picture" });
  const told = element("p", { class: "fsq-told" });
  const reset = control("button", { type: "button" });
  const origin = element("p", { class: "fsq-origin" });
  const language = control("button", { type: "button" });
  const { live, say, hush } = voice();
  const root = element("div", { class: "fsq-widget fsq-explorer", role: "group" });
  let content, sliders, asked = false, again = false;

  const { send, heard } = post(model, () => {
    asked = again = false;
    told.textContent = content.silent;
    say(content.silent);
  });
  const ask = () => {
    if (asked) return void (again = true); // one question at a time; the latest values are asked next
    asked = true;
    send({ values: Object.fromEntries(sliders.map(({ name, input }) => [name, Number(input.value)])) });
  };
  const slider = ({ name, label, low, high, step, start, unit }, place) => {
    const id = `${view}-${place}`;
    const input = control("input", { id, type: "range", min: low, max: high, step });
    const value = element("span", { class: "fsq-value", "aria-hidden": "true" });
    const set = (number) => {
      input.value = number;
      value.textContent = `${number}${unit}`;
      input.setAttribute("aria-valuetext", value.textContent);
    };
    input.addEventListener("input", () => {
      set(input.value);
      ask();
    });
    const row = element("p", { class: "fsq-slider" }, element("label", { for: id }, label), input, value);
    return { name, input, set, start, row };
  };
  const draw = () => {
    const shown = model.get("shown");
    const { documentElement } = new DOMParser().parseFromString(shown.picture, "image/svg+xml");
    picture.replaceChildren(document.importNode(documentElement, true));
    told.textContent = shown.text;
  };
  const speak = () => {
    content = model.get("content");
    entitle(root, language, content);
    title.textContent = content.title;
    reset.textContent = content.reset;
    origin.textContent = content.origin;
    sliders = content.controls.map(slider);
    rows.replaceChildren(...sliders.map(({ row }) => row));
    const { values } = model.get("shown");
    sliders.forEach(({ name, set }) => set(values[name]));
  };
  const hear = () => {
    heard();
    asked = false;
    draw();
    if (again) {
      again = false;
      ask();
    } else say(model.get("shown").text, QUIET);
  };

  reset.addEventListener("click", () => {
    sliders.forEach(({ set, start }) => set(start));
    ask();
  });
  language.addEventListener("click", () => send({ language: content.other[0] }));
  speak();
  draw();
  root.append(title, rows, picture, told, reset, language, origin, live);
  el.append(root);
  return heed(model, { content: speak, shown: hear }, heard, hush);
}

export default { render };
