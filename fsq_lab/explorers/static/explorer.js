// Sliders here, everything else in Python: values go out, a picture (SVG) and a sentence come back.

const QUIET = 700; // milliseconds without a move until the sentence is read out

function render({ model, el }) {
  const view = `fsq-${Math.random()}`;
  const content = model.get("content");
  const picture = element("div", { class: "fsq-picture" });
  const told = element("p", { class: "fsq-told" });
  const { live, say, hush } = voice();
  let asked = false, again = false, silence;

  const silent = () => {
    asked = again = false;
    told.textContent = content.silent;
    say(content.silent);
  };
  const send = () => {
    if (asked) return void (again = true); // one question at a time; the latest values are asked next
    asked = true;
    clearTimeout(silence);
    silence = setTimeout(silent, PATIENCE);
    const values = Object.fromEntries(sliders.map(({ name, input }) => [name, Number(input.value)]));
    try {
      model.send({ values });
    } catch {
      clearTimeout(silence);
      silent();
    }
  };
  const sliders = content.controls.map(({ name, label, low, high, step, start, unit }, place) => {
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
      send();
    });
    const row = element("p", { class: "fsq-slider" }, element("label", { for: id }, label), input, value);
    return { name, input, set, start, row };
  });
  const reset = control("button", { type: "button" }, content.reset);
  reset.addEventListener("click", () => {
    sliders.forEach(({ set, start }) => set(start));
    send();
  });
  const draw = () => {
    const shown = model.get("shown");
    const { documentElement } = new DOMParser().parseFromString(shown.picture, "image/svg+xml");
    picture.replaceChildren(document.importNode(documentElement, true));
    told.textContent = shown.text;
  };
  const hear = () => {
    clearTimeout(silence);
    asked = false;
    draw();
    if (again) {
      again = false;
      send();
    } else say(model.get("shown").text, QUIET);
  };

  const { values } = model.get("shown");
  sliders.forEach(({ name, set }) => set(values[name]));
  draw();
  const root = element("div", { class: "fsq-widget fsq-explorer", role: "group", lang: content.lang, "aria-label": content.title });
  const title = element("p", { class: "fsq-title" }, content.title);
  root.append(title, ...sliders.map(({ row }) => row), picture, told, reset, element("p", { class: "fsq-origin" }, content.origin), live);
  el.append(element("style", {}, STYLE), root);
  model.on("change:shown", hear);
  return () => {
    model.off("change:shown", hear);
    clearTimeout(silence);
    hush();
  };
}

export default { render };
