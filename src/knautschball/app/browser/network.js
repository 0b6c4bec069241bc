// People and ties on a canvas. Ties are drawn on a sheet of their own and only when they change;
// people are drawn in one path per colour. Every frame is answered: the server waits for it.
const SCALES = {
  stance: { hues: ["#A63A00", "#DD7A35", "#F0BE97", "#CBD3DC", "#A6CBE6", "#4A94CB", "#0A578F"],
    edges: [57, 89, 120, 135, 166, 198], read: (value) => value / 127.5 - 1 },
  arousal: { hues: ["#CBD3DC", "#F2CF8B", "#E69F00", "#D55E00", "#861A02"],
    edges: [43, 71, 107, 153], read: (value) => value / 255 },
  trait: { hues: ["#5B2A86", "#B59BD1", "#CBD3DC", "#7FBFA8", "#00664F"],
    edges: [77, 111, 144, 178], read: (value) => value / 42.5 - 3 },
  left: { hues: ["#CBD3DC", "#4A94CB", "#6B7683", "#D55E00"], edges: [1, 2, 3], read: null },
};
const LEVELS = 4;
const STEP = 1.35; // of one zoom

function bucket(value, edges) {
  let place = 0;
  while (place < edges.length && value >= edges[place]) place += 1;
  return place;
}

class Picture {
  constructor(model, el) {
    this.model = model;
    this.view = { zoom: 1, x: 0, y: 0 };
    const head = make("div", el, { class: "kb-cardhead" });
    this.title = make("h2", head);
    const by = make("label", head, { class: "kb-by" });
    this.caption = make("span", by);
    this.choice = make("select", by);
    this.choice.onchange = () =>
      model.send({ do: "choose", choice: { colour: this.choice.value } });
    this.frame = make("div", el, { class: "kb-canvas" });
    this.canvas = make("canvas", this.frame, { role: "img", tabindex: "0" });
    this.tip = make("div", this.frame, { class: "kb-tip", hidden: "" });
    this.card = make("aside", this.frame, { class: "kb-person", hidden: "" });
    this.legend = make("div", el, { class: "kb-legend" });
    this.sheet = document.createElement("canvas");
    this.listen();
  }

  listen() {
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerleave = () => { this.tip.hidden = true; };
    this.canvas.onclick = (event) => this.pick(this.nearest(event));
    this.canvas.onwheel = (event) => {
      if (!event.ctrlKey) return; // the page itself scrolls
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.offsetX, event.offsetY);
    };
    this.canvas.onkeydown = (event) => {
      const [wide, high] = [this.frame.clientWidth, this.frame.clientHeight];
      const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      if (event.key === "+") this.zoom(STEP, wide / 2, high / 2);
      else if (event.key === "-") this.zoom(1 / STEP, wide / 2, high / 2);
      else if (event.key === "0") { this.view = { zoom: 1, x: 0, y: 0 }; this.measure(); }
      else if (event.key === "Enter") this.pick(this.loudest());
      else if (event.key === "Escape") this.pick(-1);
      else if (event.key in moves && this.view.zoom > 1) {
        this.view.x += 40 * moves[event.key][0];
        this.view.y += 40 * moves[event.key][1];
        this.measure();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
  }

  zoom(times, x, y) {
    const zoom = Math.min(12, Math.max(1, this.view.zoom * times));
    const real = zoom / this.view.zoom;
    this.view = { zoom, x: x - real * (x - this.view.x), y: y - real * (y - this.view.y) };
    if (zoom === 1) this.view = { zoom: 1, x: 0, y: 0 };
    this.measure();
  }

  get kind() {
    const by = this.model.get("colour");
    return by in SCALES ? by : "trait";
  }

  explain() {
    const say = this.model.get("words");
    const shape = this.model.get("shape");
    if (!say.network) return;
    const by = this.model.get("colour");
    this.title.textContent = say.network;
    this.caption.textContent = say.colour;
    fill(this.choice, Object.entries(say.colours), by);
    this.canvas.setAttribute("aria-label", `${told(say.network_alt, shape)} ${say.person_hint}`);
    const { hues } = SCALES[this.kind];
    const ends = say.legends[this.kind];
    this.legend.replaceChildren();
    if (this.kind === "left") hues.forEach((hue, place) => this.meaning(hue, ends[place]));
    else this.range(hues, ends);
    const ring = make("span", this.legend, { class: "kb-scale" });
    make("i", ring, { class: "kb-ring", "aria-hidden": "true" });
    make("span", ring, {}, say.complains);
    make("span", this.legend, { class: "kb-scale" }, say.person_hint);
  }

  range(hues, ends) {
    const scale = make("span", this.legend, { class: "kb-scale" });
    make("span", scale, {}, ends[0]);
    const dots = make("span", scale, { class: "kb-dots", "aria-hidden": "true" });
    hues.forEach((hue) => { make("i", dots).style.background = hue; });
    make("span", scale, {}, ends.at(-1));
  }

  meaning(hue, text) {
    const scale = make("span", this.legend, { class: "kb-scale" });
    const dots = make("span", scale, { class: "kb-dots", "aria-hidden": "true" });
    make("i", dots).style.background = hue;
    make("span", scale, {}, text);
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
    const { zoom } = this.view;
    const step = spacing * across;
    this.gap = step * zoom;
    for (let i = 0; i < this.count; i += 1) {
      const [x, y] = [this.people[3 * i] / 65535, this.people[3 * i + 1] / 65535];
      this.x[i] = (left + x * across) * zoom + this.view.x;
      this.y[i] = y * high * zoom + this.view.y;
      this.r[i] = step * zoom * Math.min(0.52, 0.16 + 0.05 * Math.sqrt(this.people[3 * i + 2]));
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
    if (state.length === 2 * this.count) {
      this.state = state;
      this.draw();
    }
    this.model.send({ ack: this.model.get("frame") });
  }

  draw() {
    if (!this.state || !this.x || this.state.length !== 2 * this.count) return;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.sheet, 0, 0);
    pen.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    this.dots(pen);
    this.rings(pen);
    this.chosen(pen);
  }

  chosen(pen) {
    const { row } = this.model.get("card");
    if (row === undefined || row >= this.count) return;
    pen.strokeStyle = HUE.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(this.x[row], this.y[row], this.r[row] + 6, 0, 2 * Math.PI);
    pen.stroke();
  }

  dots(pen) {
    const { hues, edges } = SCALES[this.kind];
    const paths = hues.map(() => new Path2D());
    for (let i = 0; i < this.count; i += 1) {
      const path = paths[bucket(this.state[2 * i], edges)];
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
      const level = Math.ceil((this.state[2 * i + 1] / 255) * LEVELS - 0.6) - 1;
      if (level < 0) continue;
      const r = this.r[i] * 1.12 + 0.9;
      paths[level].moveTo(this.x[i] + r, this.y[i]);
      paths[level].arc(this.x[i], this.y[i], r, 0, 2 * Math.PI);
    }
    pen.strokeStyle = HUE.ink;
    paths.forEach((path, level) => {
      pen.globalAlpha = (level + 1) / LEVELS;
      pen.lineWidth = Math.min(1.7, 0.16 * this.gap);
      pen.stroke(path);
    });
    pen.globalAlpha = 1;
  }

  nearest({ offsetX, offsetY }) {
    let nearest = -1;
    let least = 14 * 14;
    for (let i = 0; i < (this.x ? this.count : 0); i += 1) {
      const far = (this.x[i] - offsetX) ** 2 + (this.y[i] - offsetY) ** 2;
      if (far < least) [nearest, least] = [i, far];
    }
    return nearest;
  }

  // With the keyboard one meets whoever has just complained, the best connected first.
  loudest() {
    let best = -1;
    for (let i = 0; i < this.count; i += 1) {
      const heat = (one) => 65536 * this.state[2 * one + 1] + this.people[3 * one + 2];
      if (best < 0 || heat(i) > heat(best)) best = i;
    }
    return best;
  }

  pick(person) {
    this.model.send({ do: "choose", choice: { person } });
  }

  point(event) {
    if (!this.state || !this.x) return;
    const found = this.nearest(event);
    this.tip.hidden = found < 0;
    if (found < 0) return;
    const say = this.model.get("words");
    const { read } = SCALES[this.kind];
    const value = this.state[2 * found];
    this.tip.textContent = told(say.person, { ties: this.people[3 * found + 2],
      colour: say.colours[this.model.get("colour")],
      value: read ? new Intl.NumberFormat(tongue(), { minimumFractionDigits: 1,
        maximumFractionDigits: 1 }).format(read(value)) : say.legends.left[value] });
    const left = Math.min(this.x[found], this.frame.clientWidth - this.tip.offsetWidth - 4);
    this.tip.style.transform = `translate(${Math.max(4, left)}px, ${this.y[found] + 12}px)`;
  }

  meet() {
    const card = this.model.get("card");
    const say = this.model.get("words");
    this.card.hidden = card.row === undefined;
    this.card.replaceChildren();
    if (this.card.hidden || !say.card) { this.draw(); return; }
    const head = make("div", this.card, { class: "kb-cardhead" });
    make("h3", head, {}, card.title);
    make("button", head, { type: "button", class: "kb-button kb-small kb-round",
      "aria-label": say.close }, "×").onclick = () => this.pick(-1);
    for (const line of card.lines) make("p", this.card, { class: "kb-note" }, line);
    make("h4", this.card, {}, say.card.act);
    for (const line of card.why) make("p", this.card, {}, line);
    this.bars(say.card.feel, card.feelings);
    this.bars(say.card.who, card.traits);
    make("h4", this.card, {}, say.card.hear);
    for (const [name, value] of card.heard) make("p", this.card, {}, `${value} ${name}`);
    this.draw();
  }

  bars(title, rows) {
    make("h4", this.card, {}, title);
    for (const [name, value, share] of rows) {
      const row = make("div", this.card, { class: "kb-fact" });
      make("span", row, {}, name);
      make("b", row, {}, value);
      const bar = make("span", row, { class: "kb-bar", "aria-hidden": "true" });
      make("i", bar).style.width = `${100 * share}%`;
    }
  }
}

function render({ model, el }) {
  const picture = new Picture(model, el);
  const explain = () => { picture.explain(); picture.meet(); };
  const stop = follow(model, { "words colour": explain, card: () => picture.meet(),
    shape: () => { picture.explain(); picture.settle(); }, ties: () => picture.tie(),
    frame: () => picture.take() });
  explain();
  picture.settle();
  picture.take();
  const watch = new ResizeObserver(() => {
    if (picture.seen === picture.frame.clientWidth) return;
    picture.seen = picture.frame.clientWidth;
    picture.measure();
  });
  watch.observe(picture.frame);
  return () => {
    watch.disconnect();
    stop();
  };
}

export default { render };
