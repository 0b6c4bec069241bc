// Inside the brand: queues, team, what monitoring shows; and, for who plays it, what to say.
const PARTS = ["reply", "issue", "conduct", "speak"];
const ONLY_REPLIES = ["delete", "nothing"];

class Inside {
  constructor(model, el) {
    this.model = model;
    this.part = "reply";
    this.tone = "warm";
    this.title = make("h2", el);
    this.answer = make("div", el, { class: "kb-answer" });
    this.facts = make("div", el, { class: "kb-inside" });
    this.fine = {};
  }

  get say() { return this.model.get("words").answer; }

  build() {
    if (!this.say) return;
    this.title.textContent = this.say.title;
    this.answer.replaceChildren();
    const form = this.model.get("form");
    if (!form.postures) return;
    this.segments(this.say.to, PARTS.map((name) => [name, this.say.parts[name]]), "part");
    const row = make("div", this.answer, { class: "kb-row kb-how" });
    this.segments(this.say.tone, form.tones, "tone", row);
    this.private = this.tick(row, this.say.private);
    this.pressure = this.tick(row, this.say.pressure);
    this.pressure.onchange = () =>
      this.model.send({ do: "choose", choice: { paused: !this.pressure.checked } });
    if (form.orders.length) this.order(row, form.orders);
    this.buttons(form);
    this.details(form);
    this.unknown = make("p", this.answer, { class: "kb-note" }, this.say.unknown);
    this.show();
  }

  segments(title, pairs, name, parent = this.answer) {
    const box = make("div", parent, { class: "kb-pick" });
    make("span", box, { class: "kb-note" }, title);
    const group = make("div", box, { class: "kb-segments", role: "group", "aria-label": title });
    for (const [value, text] of pairs) {
      const node = make("button", group, { type: "button", "data-value": value,
        "aria-pressed": String(this[name] === value) }, text);
      node.onclick = () => {
        this[name] = value;
        for (const one of group.children) {
          one.setAttribute("aria-pressed", String(one.dataset.value === value));
        }
        this.show();
      };
    }
  }

  tick(parent, text) {
    const label = make("label", parent, { class: "kb-tickbox" });
    const input = make("input", label, { type: "checkbox" });
    make("span", label, {}, text);
    return input;
  }

  order(parent, pairs) {
    const label = make("label", parent, { class: "kb-by" });
    make("span", label, {}, this.say.order);
    this.triage = make("select", label);
    fill(this.triage, pairs, this.model.get("inside").order);
    this.triage.onchange = () => this.model.send({ do: "order", value: this.triage.value });
  }

  buttons(form) {
    const grid = make("div", this.answer, { class: "kb-postures", role: "group",
      "aria-label": this.say.say });
    form.postures.forEach(([name, title, words], place) => {
      const node = make("button", grid, { type: "button", class: "kb-posture", "data-posture": name });
      make("b", node, {}, title);
      if (place < 9) make("kbd", node, { "aria-hidden": "true" }, String(place + 1));
      make("small", node, {}, words);
      node.onclick = () => this.send(name, node);
    });
    this.postures = grid;
  }

  send(posture, node) {
    this.model.send({ do: "say", part: this.part, posture, tone: this.tone,
      private: this.private.checked, fine: this.fine });
    node.dataset.sent = "yes";
    setTimeout(() => { delete node.dataset.sent; }, 700);
  }

  // Every field of a message, as it is declared; what is not set follows posture and tone.
  details(form) {
    const box = make("details", this.answer, { class: "kb-fine" });
    make("summary", box, {}, this.say.fine);
    const grid = make("div", box, { class: "kb-sliders" });
    for (const field of form.fields) {
      const label = make("label", grid, { class: "kb-knob" });
      make("span", label, {}, field.title);
      const set = (value) => {
        if (value === "") delete this.fine[field.name];
        else this.fine[field.name] = value;
      };
      if (field.kind === "number") {
        const input = make("input", label, { type: "number", min: 0, step: 0.1,
          placeholder: this.say.as_is });
        input.onchange = () => set(input.value === "" ? "" : Number(input.value));
        continue;
      }
      const names = field.kind === "switch" ? ["true", "false"] : field.choices;
      const select = make("select", label);
      fill(select, [["", this.say.as_is], ...names.map((name) => [name, name])], "");
      select.onchange = () => set(select.value);
    }
  }

  show() {
    const now = this.model.get("inside");
    if (!this.say || !now.queues) return;
    const plays = now.page === "play";
    this.answer.hidden = !plays;
    if (plays && this.postures) {
      this.unknown.hidden = now.knows;
      this.pressure.checked = !now.paused;
      if (this.triage && document.activeElement !== this.triage) this.triage.value = now.order;
      for (const node of this.postures.children) {
        const silent = this.part === "speak" && (!now.knows
          || ONLY_REPLIES.includes(node.dataset.posture));
        node.disabled = now.over || silent;
      }
      this.private.disabled = this.part === "speak";
    }
    this.tell(now, plays);
  }

  tell(now, plays) {
    const say = this.say;
    this.facts.replaceChildren();
    const queues = this.block(say.queues);
    const most = Math.max(20, ...now.queues.map(([, number]) => number));
    if (!now.queues.length) make("p", queues, { class: "kb-note" }, say.no_queue);
    for (const [name, number] of now.queues) this.bar(queues, name, number, number / most, "press");
    const team = this.block(say.team);
    for (const [name, text, share] of now.team) this.bar(team, name, text, share, "");
    const compass = this.block(say.compass);
    for (const [name, text] of now.compass) this.bar(compass, name, text, null, "");
    if (!plays) return;
    if (now.cases.length) {
      const cases = this.block(say.cases);
      for (const text of now.cases) make("p", cases, {}, text);
    }
    if (!now.moves.length) return;
    const moves = this.block(say.moves);
    for (const text of now.moves.slice(-5)) make("p", moves, {}, text);
    make("button", moves, { type: "button", class: "kb-button kb-small" }, say.undo).onclick =
      () => this.model.send({ do: "undo" });
  }

  block(title) {
    const box = make("div", this.facts, { class: "kb-block" });
    make("h3", box, {}, title);
    return box;
  }

  bar(parent, name, text, share, kind) {
    const row = make("div", parent, { class: "kb-fact" });
    make("span", row, {}, name);
    make("b", row, {}, String(text));
    if (share === null) return;
    const bar = make("span", row, { class: `kb-bar ${kind}`, "aria-hidden": "true" });
    make("i", bar).style.width = `${100 * Math.min(1, share)}%`;
  }

  press(event) {
    const busy = event.target.closest?.("input, select, textarea, dialog");
    const node = this.postures?.children[Number(event.key) - 1];
    if (busy || event.ctrlKey || event.metaKey || event.altKey || !node || node.disabled) return;
    if (node.offsetParent === null) return;
    event.preventDefault();
    node.click();
  }
}

function render({ model, el }) {
  const inside = new Inside(model, el);
  const build = lazily(() => inside.build());
  const press = (event) => inside.press(event);
  inside.build();
  document.addEventListener("keydown", press);
  const stop = follow(model, { "words form": build, inside: () => inside.show() });
  return () => {
    document.removeEventListener("keydown", press);
    stop();
  };
}

export default { render };
