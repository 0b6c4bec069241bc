// People and ties on a canvas. Ties are drawn on a sheet of their own and only when they change;
// people are drawn in one path per colour. Every frame is answered: the server waits for it.
const STANCE = ["#A63A00", "#DD7A35", "#F0BE97", "#CBD3DC", "#A6CBE6", "#4A94CB", "#0A578F"];
const STANCE_EDGES = [-0.55, -0.3, -0.06, 0.06, 0.3, 0.55];
const MOOD = ["#CBD3DC", "#F2CF8B", "#E69F00", "#D55E00", "#861A02"];
const MOOD_EDGES = [0.17, 0.28, 0.42, 0.6];
const INK = "#1B2430";
const LEVELS = 4;

function make(tag, parent, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  parent?.append(node);
  return node;
}

const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const words16 = (view) => {
  const copy = bytes(view).slice();
  return new Uint16Array(copy.buffer, 0, copy.byteLength >> 1);
};

function bucket(value, edges) {
  let place = 0;
  while (place < edges.length && value >= edges[place]) place += 1;
  return place;
}

class Picture {
  constructor(model, el) {
    this.model = model;
    this.by = "stance";
    const head = make("div", el, { class: "kb-cardhead" });
    this.title = make("h2", head);
    this.choice = make("div", head, { class: "kb-segments", role: "group" });
    this.tabs = ["stance", "mood"].map((name) => {
      const tab = make("button", this.choice, { type: "button", "aria-pressed": name === this.by });
      tab.onclick = () => this.colour(name);
      return [name, tab];
    });
    this.frame = make("div", el, { class: "kb-canvas" });
    this.canvas = make("canvas", this.frame, { role: "img" });
    this.tip = make("div", this.frame, { class: "kb-tip", hidden: "" });
    this.legend = make("div", el, { class: "kb-legend" });
    this.sheet = document.createElement("canvas");
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerleave = () => { this.tip.hidden = true; };
  }

  colour(name) {
    this.by = name;
    for (const [one, tab] of this.tabs) tab.setAttribute("aria-pressed", String(one === name));
    this.explain();
    this.draw();
  }

  explain() {
    const say = this.model.get("words");
    const shape = this.model.get("shape");
    if (!say.network) return;
    this.title.textContent = say.network;
    this.choice.setAttribute("aria-label", say.colour);
    for (const [name, tab] of this.tabs) tab.textContent = say[name];
    const alt = say.network_alt.replace("{people}", shape.people ?? "")
      .replace("{circles}", shape.circles ?? "").replace("{ties}", shape.ties ?? "");
    this.canvas.setAttribute("aria-label", alt);
    const hues = this.by === "stance" ? STANCE : MOOD;
    const ends = say[`${this.by}_legend`];
    this.legend.replaceChildren();
    const scale = make("span", this.legend, { class: "kb-scale" });
    make("span", scale, {}, ends[0]);
    const dots = make("span", scale, { class: "kb-dots", "aria-hidden": "true" });
    hues.forEach((hue) => { make("i", dots).style.background = hue; });
    make("span", scale, {}, ends.at(-1));
    const ring = make("span", this.legend, { class: "kb-scale" });
    make("i", ring, { class: "kb-ring", "aria-hidden": "true" });
    make("span", ring, {}, say.complains);
  }

  settle() {
    const table = words16(this.model.get("people"));
    this.people = table;
    this.count = table.length / 3;
    this.measure();
  }

  measure() {
    const { aspect, spacing } = this.model.get("shape");
    const wide = this.frame.clientWidth;
    if (!aspect || !wide || !this.count) return;
    const high = Math.round(Math.min(wide / aspect, 540));
    const across = Math.min(wide, high * aspect);
    this.frame.style.height = `${high}px`;
    this.scale = window.devicePixelRatio || 1;
    this.canvas.style.width = `${wide}px`;
    this.canvas.style.height = `${high}px`;
    for (const one of [this.canvas, this.sheet]) {
      one.width = Math.round(wide * this.scale);
      one.height = Math.round(high * this.scale);
    }
    const left = (wide - across) / 2;
    this.x = new Float32Array(this.count);
    this.y = new Float32Array(this.count);
    this.r = new Float32Array(this.count);
    const step = spacing * across;
    this.gap = step;
    for (let i = 0; i < this.count; i += 1) {
      this.x[i] = left + (this.people[3 * i] / 65535) * across;
      this.y[i] = (this.people[3 * i + 1] / 65535) * high;
      this.r[i] = step * Math.min(0.52, 0.16 + 0.05 * Math.sqrt(this.people[3 * i + 2]));
    }
    this.tie();
  }

  tie() {
    if (!this.x) return;
    const ties = words16(this.model.get("ties"));
    const pen = this.sheet.getContext("2d");
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    pen.clearRect(0, 0, this.sheet.width, this.sheet.height);
    pen.strokeStyle = "#5B6B7D";
    pen.globalAlpha = Math.min(0.5, 8 / Math.sqrt(ties.length / 2 + 1));
    pen.lineWidth = 0.6;
    pen.beginPath();
    for (let k = 0; k + 1 < ties.length; k += 2) {
      const [a, b] = [ties[k], ties[k + 1]];
      if (a >= this.count || b >= this.count) continue;
      pen.moveTo(this.x[a], this.y[a]);
      pen.lineTo(this.x[b], this.y[b]);
    }
    pen.stroke();
    this.draw();
  }

  take() {
    const state = bytes(this.model.get("state"));
    if (state.length === 3 * this.count) {
      this.state = state;
      this.draw();
    }
    this.model.send({ ack: this.model.get("frame") });
  }

  draw() {
    if (!this.state || !this.x || this.state.length !== 3 * this.count) return;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.sheet, 0, 0);
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    this.dots(pen);
    this.rings(pen);
  }

  dots(pen) {
    const stance = this.by === "stance";
    const hues = stance ? STANCE : MOOD;
    const paths = hues.map(() => new Path2D());
    for (let i = 0; i < this.count; i += 1) {
      const value = stance ? this.state[3 * i] / 127.5 - 1 : this.state[3 * i + 1] / 255;
      const path = paths[bucket(value, stance ? STANCE_EDGES : MOOD_EDGES)];
      path.moveTo(this.x[i] + this.r[i], this.y[i]);
      path.arc(this.x[i], this.y[i], this.r[i], 0, 2 * Math.PI);
    }
    pen.lineWidth = 0.7;
    pen.strokeStyle = "#FFFFFF";
    paths.forEach((path, place) => {
      pen.fillStyle = hues[place];
      pen.fill(path);
      pen.stroke(path);
    });
  }

  rings(pen) {
    const paths = Array.from({ length: LEVELS }, () => new Path2D());
    for (let i = 0; i < this.count; i += 1) {
      const level = Math.ceil((this.state[3 * i + 2] / 255) * LEVELS - 0.6) - 1;
      if (level < 0) continue;
      const r = this.r[i] * 1.12 + 0.9;
      paths[level].moveTo(this.x[i] + r, this.y[i]);
      paths[level].arc(this.x[i], this.y[i], r, 0, 2 * Math.PI);
    }
    pen.strokeStyle = INK;
    paths.forEach((path, level) => {
      pen.globalAlpha = (level + 1) / LEVELS;
      pen.lineWidth = Math.min(1.7, 0.16 * this.gap);
      pen.stroke(path);
    });
    pen.globalAlpha = 1;
  }

  point(event) {
    if (!this.state || !this.x) return;
    const { offsetX, offsetY } = event;
    let nearest = -1;
    let least = 12 * 12;
    for (let i = 0; i < this.count; i += 1) {
      const far = (this.x[i] - offsetX) ** 2 + (this.y[i] - offsetY) ** 2;
      if (far < least) [nearest, least] = [i, far];
    }
    this.tip.hidden = nearest < 0;
    if (nearest < 0) return;
    const tongue = new Intl.NumberFormat(document.documentElement.lang || "en",
      { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.tip.textContent = this.model.get("words").person
      .replace("{ties}", this.people[3 * nearest + 2])
      .replace("{stance}", tongue.format(this.state[3 * nearest] / 127.5 - 1))
      .replace("{mood}", tongue.format(this.state[3 * nearest + 1] / 255));
    const left = Math.min(this.x[nearest], this.frame.clientWidth - this.tip.offsetWidth - 4);
    this.tip.style.transform = `translate(${Math.max(4, left)}px, ${this.y[nearest] + 12}px)`;
  }
}

function render({ model, el }) {
  const picture = new Picture(model, el);
  const all = { words: () => picture.explain(), shape: () => { picture.explain(); picture.settle(); },
    ties: () => picture.tie(), frame: () => picture.take() };
  picture.explain();
  picture.settle();
  picture.take();
  for (const [name, act] of Object.entries(all)) model.on(`change:${name}`, act);
  const watch = new ResizeObserver(() => {
    if (picture.seen === picture.frame.clientWidth) return;
    picture.seen = picture.frame.clientWidth;
    picture.measure();
  });
  watch.observe(picture.frame);
  return () => {
    watch.disconnect();
    for (const [name, act] of Object.entries(all)) model.off(`change:${name}`, act);
  };
}

export default { render };
