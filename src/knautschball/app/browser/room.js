// The trainer's desk: what is fixed, the link and its code, and the balls of the room.
class Desk {
  constructor(model, el) {
    this.model = model;
    this.title = make("h2", el);
    this.note = make("p", el, { class: "kb-note" });
    this.setup = make("div", el, { class: "kb-setup" });
    this.results = make("div", el, { class: "kb-results" });
  }

  draw() {
    const say = this.model.get("words").teach;
    const now = this.model.get("told");
    if (!say || !now.controls) return;
    this.title.textContent = now.room ? told(say.room, now) : say.title;
    this.note.textContent = say.note;
    const text = JSON.stringify([now.controls, now.room, now.link, now.storm, tongue()]);
    if (text !== this.text) this.build(say, now);
    this.text = text;
    this.gather(say, now);
  }

  build(say, now) {
    this.setup.replaceChildren();
    const left = make("div", this.setup);
    const box = make("fieldset", left, { class: "kb-section" });
    make("legend", box, {}, say.allowed);
    for (const [name, title, open] of now.controls) {
      const label = make("label", box, { class: "kb-tickbox" });
      const input = make("input", label, { type: "checkbox", value: name });
      input.checked = open;
      make("span", label, {}, title);
      input.onchange = () => this.model.send({ do: "choose", choice: {
        allowed: [...box.querySelectorAll("input:checked")].map((one) => one.value) } });
    }
    make("button", left, { type: "button", class: "kb-button kb-primary" },
      now.room ? say.again : say.open).onclick = () => this.model.send({ do: "room" });
    if (!now.link) return;
    const right = make("div", this.setup, { class: "kb-link" });
    make("div", right, { class: "kb-code" }).innerHTML = now.code;
    const words = make("div", right);
    make("h3", words, {}, say.link);
    const anchor = make("a", words, { href: now.link, target: "_blank", rel: "noopener" }, now.link);
    anchor.className = "kb-command";
    if (now.local) make("p", words, { class: "kb-notice" }, say.local);
  }

  gather(say, now) {
    const made = JSON.stringify(now.results);
    if (made === this.made) return;
    this.made = made;
    this.results.replaceChildren();
    if (!now.room) return;
    const many = now.results.length;
    make("h2", this.results, { role: "status" }, many ? told(say.results, { n: many }) : say.none);
    const wall = make("div", this.results, { class: "kb-wall" });
    for (const one of now.results) {
      const node = make("div", wall, { class: "kb-one" });
      make("h3", node, {}, one.title);
      make("div", node, { class: "kb-mini" }).innerHTML = one.svg;
      facts(node, [["R", one.r], [say.followers, one.followers]]);
    }
  }
}

function render({ model, el }) {
  const desk = new Desk(model, el);
  const draw = lazily(() => desk.draw());
  draw();
  return follow(model, { "words told": draw });
}

export default { render };
