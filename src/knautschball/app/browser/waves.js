// Complaints per hour: about the issue upwards, about the conduct downwards, on one scale.
// What the brand says in public stands on the line between them.
const STAGES = [8, 15, 31, 61, 91, 181, 366];
const LEAST = 6;

function nice(limit) {
  const size = 10 ** Math.floor(Math.log10(limit));
  return [1, 2, 2.5, 5, 10].map((times) => times * size).find((one) => one >= limit);
}

class Chart {
  constructor(model, el) {
    this.model = model;
    const head = make("div", el, { class: "kb-cardhead" });
    this.title = make("h2", head);
    this.note = make("p", head, { class: "kb-note" });
    this.frame = make("div", el, { class: "kb-canvas kb-chart" });
    this.canvas = make("canvas", this.frame, { role: "img" });
    this.tip = make("div", this.frame, { class: "kb-tip", hidden: "" });
    this.legend = make("div", el, { class: "kb-legend" });
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerleave = () => { this.tip.hidden = true; };
  }

  explain() {
    const say = this.model.get("words");
    if (!say.waves) return;
    this.title.textContent = say.waves;
    this.note.textContent = say.waves_note;
    this.legend.replaceChildren();
    const meanings = [["kb-up", `▲ ${say.issue}`], ["kb-down", `▼ ${say.conduct}`],
      ["kb-tick", say.replies], ["kb-diamond", say.statement]];
    for (const [mark, text] of meanings) {
      const item = make("span", this.legend, { class: "kb-scale" });
      make("i", item, { class: mark, "aria-hidden": "true" });
      make("span", item, {}, text);
    }
    this.stages = make("span", this.legend, { class: "kb-stages" });
    this.name();
    this.draw();
  }

  name() {
    this.stages?.replaceChildren(...this.model.get("phases").map(([number, , name]) => {
      const item = make("span", null, { class: "kb-scale" });
      make("i", item, { class: "kb-flag", "aria-hidden": "true" }, String(number));
      make("span", item, {}, name);
      return item;
    }));
  }

  read() {
    this.rows = words16(this.model.get("series"));
    this.length = Math.floor(this.rows.length / 3);
    this.draw();
  }

  frameIt() {
    const wide = this.frame.clientWidth;
    const high = this.frame.clientHeight;
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(wide * scale);
    this.canvas.height = Math.round(high * scale);
    const [up, down] = [0, 1].map((column) => 1.12 * Math.max(LEAST, this.most(column)));
    const box = { left: 44, right: wide - 12, top: 56, bottom: high - 30 };
    const hours = this.model.get("length") || 24;
    const stage = 24 * (STAGES.find((days) => 24 * days >= this.length * 1.02) ?? 366);
    const shown = Math.min(Math.max(stage, 24), hours);
    this.step = (box.right - box.left) / shown;
    this.unit = (box.bottom - box.top) / (up + down);
    this.zero = box.top + up * this.unit;
    this.shown = shown;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.font = "12px Roboto, Helvetica Neue, Arial, sans-serif";
    return { pen, box, up, down };
  }

  at(hour) { return 44 + (hour - this.model.get("start")) * this.step; }

  draw() {
    if (!this.rows || !this.length || !this.frame.clientWidth) return;
    const say = this.model.get("words");
    const view = this.frameIt();
    this.grid(view, say);
    this.wave(view.pen, 0, 1, HUE.blue, []);
    this.wave(view.pen, 1, -1, HUE.vermilion, [5, 2]);
    this.replies(view.pen);
    this.phases(view);
    this.statements(view);
    this.canvas.setAttribute("aria-label", say.waves_alt
      .replace("{issue}", this.most(0)).replace("{conduct}", this.most(1)));
  }

  most(column) {
    let most = 0;
    for (let t = 0; t < this.length; t += 1) most = Math.max(most, this.rows[3 * t + column]);
    return most;
  }

  grid({ pen, box, up, down }, say) {
    const start = this.model.get("start");
    const mark = nice((up + down) / 5);
    pen.lineWidth = 1;
    pen.textBaseline = "middle";
    pen.textAlign = "right";
    for (let value = -Math.floor(down / mark) * mark; value <= up; value += mark) {
      const y = Math.round(this.zero - value * this.unit) + 0.5;
      pen.strokeStyle = HUE.grid;
      pen.beginPath();
      pen.moveTo(box.left, y);
      pen.lineTo(box.right, y);
      pen.stroke();
      pen.fillStyle = HUE.soft;
      pen.fillText(String(Math.abs(value)), box.left - 8, y);
    }
    const every = [1, 2, 7, 14, 30, 60].find((days) => 24 * days * this.step > 46) ?? 90;
    const room = pen.measureText(say.days).width + 14;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    for (let day = 0; 24 * day <= start + this.shown; day += every) {
      const x = Math.round(this.at(24 * day)) + 0.5;
      pen.strokeStyle = day ? HUE.grid : "#8995A3";
      pen.setLineDash(day ? [] : [3, 3]);
      pen.beginPath();
      pen.moveTo(x, box.top);
      pen.lineTo(x, box.bottom + 4);
      pen.stroke();
      pen.setLineDash([]);
      pen.fillStyle = HUE.soft;
      if (x < box.right - room) pen.fillText(String(day), x, box.bottom + 18);
    }
    pen.textAlign = "right";
    pen.fillText(say.days, box.right, box.bottom + 18);
  }

  wave(pen, column, sign, hue, dash) {
    const start = this.model.get("start");
    const line = new Path2D();
    for (let t = 0; t < this.length; t += 1) {
      const y = this.zero - sign * this.rows[3 * t + column] * this.unit;
      if (t) line.lineTo(this.at(start + t), y);
      else line.moveTo(this.at(start), y);
    }
    const area = new Path2D(line);
    area.lineTo(this.at(start + this.length - 1), this.zero);
    area.lineTo(this.at(start), this.zero);
    pen.fillStyle = hue;
    pen.globalAlpha = 0.22;
    pen.fill(area);
    pen.globalAlpha = 1;
    pen.strokeStyle = hue;
    pen.lineWidth = 1.6;
    pen.lineJoin = "round";
    pen.setLineDash(dash);
    pen.stroke(line);
    pen.setLineDash([]);
  }

  tag(pen, text, x, y, hue) {
    pen.lineWidth = 4;
    pen.strokeStyle = "#FFFFFF";
    pen.lineJoin = "round";
    pen.strokeText(text, x, y);
    pen.fillStyle = hue;
    pen.fillText(text, x, y);
  }

  replies(pen) {
    const start = this.model.get("start");
    pen.fillStyle = HUE.green;
    for (let t = 0; t < this.length; t += 1) {
      const number = this.rows[3 * t + 2];
      if (!number) continue;
      pen.globalAlpha = Math.min(1, 0.35 + number / 12);
      pen.fillRect(this.at(start + t) - Math.max(0.5, this.step / 2), this.zero - 2.5,
        Math.max(1, this.step), 5);
    }
    [pen.globalAlpha, pen.strokeStyle, pen.lineWidth] = [1, HUE.ink, 1];
    pen.beginPath();
    pen.moveTo(44, Math.round(this.zero) + 0.5);
    pen.lineTo(this.at(start + this.shown), Math.round(this.zero) + 0.5);
    pen.stroke();
  }

  statements({ pen, box }) {
    const free = [-Infinity, -Infinity]; // two rows of labels
    pen.textAlign = "left";
    for (const [hour, text] of this.model.get("marks")) {
      const x = this.at(hour);
      pen.strokeStyle = HUE.green;
      pen.lineWidth = 1.2;
      pen.beginPath();
      pen.moveTo(x, box.top - 4);
      pen.lineTo(x, this.zero);
      pen.stroke();
      pen.fillStyle = HUE.green;
      pen.beginPath();
      pen.moveTo(x, this.zero - 7);
      pen.lineTo(x + 6, this.zero);
      pen.lineTo(x, this.zero + 7);
      pen.lineTo(x - 6, this.zero);
      pen.fill();
      const wide = pen.measureText(text).width;
      const left = Math.min(x - 2, box.right - wide);
      const row = free.findIndex((end) => left >= end);
      if (row < 0) continue;
      this.tag(pen, text, left, box.top - 8 - 14 * row, HUE.green);
      free[row] = left + wide + 10;
    }
  }

  // The five phases as numbered flags on top; their names stand in the legend.
  phases({ pen, box }) {
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (const [, hour] of this.model.get("phases")) {
      const x = this.at(hour);
      pen.strokeStyle = HUE.soft;
      pen.lineWidth = 1;
      pen.setLineDash([2, 3]);
      pen.beginPath();
      pen.moveTo(x, 18);
      pen.lineTo(x, box.bottom);
      pen.stroke();
      pen.setLineDash([]);
    }
    let free = -Infinity; // flags of one day stand beside each other
    for (const [number, hour] of this.model.get("phases")) {
      const x = Math.max(this.at(hour), free);
      free = x + 19;
      pen.fillStyle = HUE.ink;
      pen.beginPath();
      pen.arc(x, 11, 8.5, 0, 2 * Math.PI);
      pen.fill();
      pen.strokeStyle = "#FFFFFF";
      pen.lineWidth = 1.4;
      pen.stroke();
      pen.fillStyle = "#FFFFFF";
      pen.fillText(String(number), x, 11.5);
    }
  }

  point({ offsetX }) {
    if (!this.length || !this.step) return;
    const t = Math.round((offsetX - 44) / this.step);
    this.tip.hidden = t < 0 || t >= this.length;
    if (this.tip.hidden) return;
    const say = this.model.get("words");
    const [issue, conduct, replies] = this.rows.slice(3 * t, 3 * t + 3);
    const hour = this.model.get("start") + t;
    const parts = [`${hour < 0 ? "−" : "+"}${Math.abs(hour)} h`, `▲ ${issue} ${say.issue}`,
      `▼ ${conduct} ${say.conduct}`];
    if (replies) parts.push(`${replies} ${say.replies}`);
    this.tip.textContent = parts.join(" · ");
    const left = Math.min(offsetX + 12, this.frame.clientWidth - this.tip.offsetWidth - 4);
    this.tip.style.transform = `translate(${Math.max(4, left)}px, 4px)`;
  }
}

function render({ model, el }) {
  const chart = new Chart(model, el);
  chart.explain();
  chart.read();
  const stop = follow(model, { words: () => chart.explain(), series: () => chart.read(),
    marks: () => chart.draw(), phases: () => { chart.name(); chart.draw(); } });
  const watch = new ResizeObserver(() => chart.draw());
  watch.observe(chart.frame);
  return () => {
    watch.disconnect();
    stop();
  };
}

export default { render };
