// What a widget needs at first comes packed, see CourseWidget; this unpacks it. A page keeps the code of each kind.

let kind;

export default {
  async initialize({ model }) {
    const text = new Response(model.get('packed')).body.pipeThrough(new DecompressionStream('deflate'));
    const [code, state] = (await new Response(text).text()).split('\0');
    for (const [name, value] of Object.entries(JSON.parse(state))) model.set(name, model.get(name) ?? value); // newer wins
    const kinds = (globalThis.fsqKinds ??= {});
    kind = await (kinds[code] ??= import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))));
  },
  render: (context) => kind.default.render(context),
};
