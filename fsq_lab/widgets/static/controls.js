// Controls to answer with, for quizzes and bets: each gives its nodes, what stands in it, and a way to set it.

const boxes = (type) => ({ options }, id) => {
  const inputs = options.map((_, place) => control("input", { type, name: id, value: place }));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    nodes: options.map((text, place) => element("label", { class: "fsq-option" }, inputs[place], text)),
    read: () => (type === "radio" ? (chosen()[0] ?? "") : chosen()),
    write: (given) => inputs.forEach((input) => (input.checked = [given].flat().includes(input.value))),
  };
};

const field = (tag) => ({ label, note }, id) => {
  const input = control(tag, { id, autocomplete: "off", "aria-describedby": `${id}-note`, ...(tag === "input" ? { type: "text" } : { rows: 4 }) });
  const named = element("label", { for: id }, label);
  return {
    nodes: [element("p", { class: "fsq-line" }, named, input, element("small", { id: `${id}-note` }, note))],
    read: () => input.value,
    write: (given) => (input.value = given),
  };
};

const entries = ({ entries }, id, { up, down }, say) => {
  const list = element("ol", { class: "fsq-entries" });
  const move = (row, step, button) => {
    const target = list.children[[...list.children].indexOf(row) + step];
    if (!target) return;
    step < 0 ? target.before(row) : target.after(row);
    button.focus(); // a moved button has lost it
    list.dispatchEvent(new Event("input", { bubbles: true }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
    say(`${row.firstChild.textContent} ${[...list.children].indexOf(row) + 1}/${entries.length}`);
  };
  const rows = entries.map((text, value) => {
    const row = element("li", { "data-value": value }, element("span", {}, text));
    for (const [sign, words, step] of [["\u2191", up, -1], ["\u2193", down, 1]]) {
      const button = control("button", { type: "button", "aria-label": `${words}: ${text}` }, sign);
      button.addEventListener("click", () => move(row, step, button));
      row.append(button);
    }
    return row;
  });
  list.append(...rows);
  return {
    nodes: [list],
    read: () => [...list.children].map((row) => row.dataset.value),
    write: (given) => list.append(...[].concat(given).map((value) => rows[value]).filter(Boolean)),
  };
};
