// Shows again what JupyterLab says it has not found; why it says so stands in keeping.py.

const VIEW = "application/vnd.jupyter.widget-view+json";
const AFTER = 500; // milliseconds; whoever looks ten times a second has then looked his last

async function showAgain(manager) {
  if (!document.querySelector(".jp-OutputArea-output.jupyter-widgets")) return; // none is missed
  for (const { outputs } of manager.context.model.cells) {
    for (let place = 0; place < (outputs?.length ?? 0); place += 1) {
      const output = outputs.get(place).toJSON();
      const name = output.data?.[VIEW]?.model_id;
      if (!name || !manager.has_model(name)) continue;
      const { views } = await manager.get_model(name);
      if (Object.keys(views).length === 0) outputs.set(place, output);
    }
  }
}

export default {
  initialize({ model }) {
    if (model.widget_manager?.context) setTimeout(showAgain, AFTER, model.widget_manager);
  },
};
