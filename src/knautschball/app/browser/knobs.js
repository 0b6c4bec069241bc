// Sliders, switches and choices, all drawn from the declarations of the scenario's numbers.
const STEPS = 1000;
const BEND = 3; // small values get more room where the range is wide

function place(knob, value) {
  const share = (value - knob.low) / (knob.high - knob.low);
  return STEPS * (knob.wide ? Math.cbrt(share) : share);
}

function valueAt(knob, spot) {
  const share = (spot / STEPS) ** (knob.wide ? BEND : 1);
  const raw = knob.low + share * (knob.high - knob.low);
  return knob.whole ? Math.round(raw) : Number(raw.toPrecision(3));
}

function written(knob, value) {
  const style = knob.percent ? { style: "percent", maximumSignificantDigits: 3 }
    : { maximumSignificantDigits: 4 };
  // a unit such as 0..1 says what is allowed, which the slider shows by itself
  const named = value === 1 ? knob.unit_of_one ?? knob.unit : knob.unit;
  const unit = knob.percent || knob.unit.includes("..") ? "" : named;
  return `${new Intl.NumberFormat(tongue(), style).format(value)} ${unit}`.trim();
}

function slider(box, knob, value, send) {
  const input = make("input", box, { type: "range", min: 0, max: STEPS, step: 1 });
  const output = make("output", box);
  const show = (now) => {
    output.textContent = written(knob, now);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.value = place(knob, value);
  show(value);
  input.oninput = () => { const now = valueAt(knob, Number(input.value)); show(now); send(now); };
  return input;
}

function control(box, knob, value, send) {
  if (knob.kind === "number") return slider(box, knob, value, send);
  if (knob.kind === "switch") {
    const input = make("input", box, { type: "checkbox" });
    input.checked = value;
    input.onchange = () => send(input.checked);
    return input;
  }
  const select = make("select", box);
  fill(select, knob.choices.map((name) => [name, name]), value);
  select.onchange = () => send(select.value);
  return select;
}

class Panel {
  constructor(model, el) {
    this.model = model;
    this.open = false;
    this.nodes = new Map();
    const head = make("div", el, { class: "kb-cardhead" });
    this.title = make("h2", head);
    this.note = make("p", head, { class: "kb-note" });
    this.undo = make("button", head, { type: "button", class: "kb-button kb-small" });
    this.first = make("div", el, { class: "kb-sliders" });
    this.more = make("button", el, { type: "button", class: "kb-button kb-small", "aria-expanded": "false" });
    this.find = make("input", el, { type: "search", class: "kb-find", hidden: "" });
    this.meanings = make("p", el, { class: "kb-note", hidden: "" });
    this.rest = make("div", el, { class: "kb-rest", hidden: "" });
    this.more.onclick = () => this.unfold(!this.open);
    this.find.oninput = () => this.filter();
    this.undo.onclick = () => this.change({}, 1);
  }

  unfold(open) {
    this.open = open;
    for (const part of [this.find, this.meanings, this.rest]) part.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    this.draw();
  }

  // The numbers that differ from the scenario go to the server together: the first move of a
  // finger at once, the last one for sure, those between no oftener than it can follow.
  change(numbers, load) {
    this.pending = { numbers, load };
    if (!this.timer) this.flush();
  }

  flush() {
    this.timer = null;
    if (!this.pending) return;
    this.model.send({ do: "choose", choice: this.pending });
    this.pending = null;
    this.timer = setTimeout(() => this.flush(), 60);
  }

  set(key, value) {
    const values = this.model.get("values");
    this.changed ??= Object.fromEntries(Object.entries(values)
      .filter(([, [now, before]]) => now !== before).map(([name, [now]]) => [name, now]));
    this.changed[key] = value;
    this.change({ ...this.changed }, this.load ?? this.model.get("load"));
  }

  draw() {
    const say = this.model.get("words").knobs;
    if (!say) return;
    this.title.textContent = say.title;
    this.note.textContent = say.note;
    this.undo.textContent = say.undo;
    this.more.textContent = this.open ? say.fewer : say.more;
    this.meanings.textContent = say.meanings;
    this.find.placeholder = say.search;
    this.find.setAttribute("aria-label", say.search);
    if (this.busy()) return;
    this.changed = this.load = undefined;
    this.first.replaceChildren();
    this.rest.replaceChildren();
    this.strength(say);
    for (const group of this.model.get("groups")) {
      if (!group.name) group.knobs.forEach((knob) => this.knob(this.first, knob));
      else if (this.open) this.section(group);
    }
    this.filter();
  }

  // Nothing is redrawn under the fingers of somebody who drags.
  busy() {
    const own = document.activeElement;
    return this.first.contains(own) || this.rest.contains(own);
  }

  strength(say) {
    const knob = { kind: "number", key: "load", title: say.load, unit: say.load_unit, low: 0, high: 4,
      whole: false, wide: false, meaning: "", source: "" };
    this.row(this.first, knob, this.model.get("load"), 1, (value) => {
      this.load = value;
      this.set("load", undefined);
      delete this.changed.load;
    });
  }

  knob(parent, knob) {
    const both = this.model.get("values")[knob.key];
    if (both) this.row(parent, knob, both[0], both[1], (value) => this.set(knob.key, value));
  }

  row(parent, knob, now, before, send) {
    const box = make("label", parent, { class: "kb-knob", "data-key": knob.key,
      title: knob.meaning ? `${knob.meaning} (${knob.source})` : "" });
    if (now !== before) box.dataset.changed = "yes";
    make("span", box, {}, knob.title);
    control(box, knob, now, send);
  }

  section(group) {
    const box = make("fieldset", this.rest, { class: "kb-section" });
    make("legend", box, {}, group.title);
    const inner = make("div", box, { class: "kb-sliders" });
    for (const knob of group.knobs) {
      this.knob(inner, knob);
      const row = inner.lastElementChild;
      if (row?.dataset.key === knob.key) {
        const small = make("small", row, { lang: "en" });
        make("code", small, {}, knob.key);
        small.append(` ${knob.meaning}`);
      }
    }
  }

  filter() {
    const asked = this.find.value.trim().toLowerCase();
    for (const row of this.rest.querySelectorAll(".kb-knob")) {
      row.hidden = !`${row.dataset.key} ${row.textContent}`.toLowerCase().includes(asked);
    }
    for (const part of this.rest.querySelectorAll(".kb-section")) {
      part.hidden = !part.querySelector(".kb-knob:not([hidden])");
    }
  }
}

function render({ model, el }) {
  const panel = new Panel(model, el);
  const draw = lazily(() => panel.draw());
  draw();
  el.addEventListener("focusout", () => setTimeout(draw, 0));
  return follow(model, { "words groups values load": draw });
}

export default { render };
