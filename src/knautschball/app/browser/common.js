// What every widget of the page uses.
const HUE = { blue: "#0072B2", vermilion: "#D55E00", ink: "#1B2430", soft: "#55606E",
  grid: "#DDE2E8", green: "#00735A", orange: "#E69F00" };

function make(tag, parent, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== "") node.textContent = text;
  parent?.append(node);
  return node;
}

// Names and their values; the style sheet sets the value above its name.
function facts(parent, pairs) {
  const list = make("dl", parent);
  for (const [name, value] of pairs) {
    const pair = make("div", list);
    make("dt", pair, {}, name);
    make("dd", pair, {}, value);
  }
}

function fill(select, pairs, chosen) {
  select.replaceChildren(...pairs.map(([value, title]) => new Option(title, value)));
  select.value = String(chosen);
}

const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const words16 = (view) => {
  const copy = bytes(view).slice();
  return new Uint16Array(copy.buffer, 0, copy.byteLength >> 1);
};

// Call a function now and whenever one of its traits changes; give back how to stop.
function follow(model, all) {
  for (const [name, act] of Object.entries(all)) {
    for (const one of name.split(" ")) model.on(`change:${one}`, act);
  }
  return () => {
    for (const [name, act] of Object.entries(all)) {
      for (const one of name.split(" ")) model.off(`change:${one}`, act);
    }
  };
}

// Draw only when the words are there, once per animation frame at most.
function lazily(act) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; act(); });
  };
}

const tongue = () => document.documentElement.lang || "en";
const told = (text, values) =>
  text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
