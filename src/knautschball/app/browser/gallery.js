// Balls and curves side by side; every card leads to its storm.
const WIDE = 240;
const HIGH = 96;

function curve(card, say) {
  const { days, curves, top } = card;
  const across = (day) => WIDE * (day - days[0]) / (days.at(-1) - days[0] || 1);
  const line = (values, most, low, room) => values.map((value, t) =>
    `${t ? "L" : "M"}${across(days[t]).toFixed(1)} ${(low - room * value / (most || 1)).toFixed(1)}`)
    .join("");
  const area = (values, most, sign) => {
    const middle = HIGH - 22;
    return `M0 ${middle}${values.map((value, t) =>
      `L${across(days[t]).toFixed(1)} ${(middle - sign * 20 * value / (most || 1)).toFixed(1)}`)
      .join("")}L${WIDE} ${middle}Z`;
  };
  const waves = Math.max(top.issue, top.conduct);
  const number = (value) => new Intl.NumberFormat(tongue(), { maximumFractionDigits: 2 }).format(value);
  const alt = told(say.curve_alt, { top: number(Math.max(...curves.dent)),
    end: number(curves.dent.at(-1)) });
  return `<svg viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="${alt}" class="kb-curve">
    <path d="${area(curves.issue, waves, 1)}" fill="${HUE.blue}" opacity=".45"/>
    <path d="${area(curves.conduct, waves, -1)}" fill="${HUE.vermilion}" opacity=".6"/>
    <path d="${line(curves.dent, top.dent, 46, 43)}" fill="none" stroke="${HUE.ink}" stroke-width="1.8"/>
    <path d="M0 47.5H${WIDE}" stroke="${HUE.grid}"/></svg>`;
}

class Wall {
  constructor(model, el) {
    this.model = model;
    const head = make("div", el, { class: "kb-cardhead" });
    this.title = make("h2", head);
    this.progress = make("p", head, { class: "kb-note", role: "status" });
    this.note = make("p", el, { class: "kb-note" });
    this.choice = make("details", el, { class: "kb-fine" });
    this.grid = make("div", el, { class: "kb-wall" });
    this.legend = make("div", el, { class: "kb-legend" });
    this.ranking = make("div", el, { class: "kb-ranking" });
  }

  explain() {
    const say = this.model.get("words");
    const { policy } = this.model.get("options");
    if (!say.gallery || !policy) return;
    this.title.textContent = say.gallery.title;
    this.note.textContent = say.gallery.note;
    this.legend.replaceChildren();
    for (const [mark, text] of [["kb-line", say.gallery.dent], ["kb-up", say.issue],
      ["kb-down", say.conduct]]) {
      const item = make("span", this.legend, { class: "kb-scale" });
      make("i", item, { class: mark, "aria-hidden": "true" });
      make("span", item, {}, text);
    }
    if (this.choice.open) return;
    this.choice.replaceChildren();
    make("summary", this.choice, {}, say.gallery.choose);
    const box = make("div", this.choice, { class: "kb-row" });
    for (const [name, title] of policy) this.option(box, name, title);
  }

  option(box, name, title) {
    const chosen = this.model.get("options").compared;
    const label = make("label", box, { class: "kb-tickbox" });
    const input = make("input", label, { type: "checkbox", value: name });
    input.checked = !chosen.length || chosen.includes(name);
    make("span", label, {}, title);
    input.onchange = () => {
      const policies = [...box.querySelectorAll("input:checked")].map((one) => one.value);
      this.model.send({ do: "choose", choice: { policies } });
    };
  }

  draw() {
    const say = this.model.get("words");
    const { done, all } = this.model.get("told");
    if (!say.gallery) return;
    this.progress.textContent = done < all ? told(say.gallery.wait, { done, all }) : "";
    const cards = this.model.get("cards");
    const kept = new Map([...this.grid.children].map((node) => [node.dataset.name, node]));
    this.grid.replaceChildren(...cards.map((card) => {
      const text = JSON.stringify(card);
      const known = kept.get(card.name);
      if (known && known.drawn === text) return known;
      return Object.assign(this.card(card, say), { drawn: text });
    }));
    this.rank(this.model.get("told").ranking);
  }

  card(card, say) {
    const node = make(card.link ? "a" : "div", null, { class: "kb-one", "data-name": card.name });
    if (card.link) node.setAttribute("href", card.link);
    if (card.own) node.dataset.own = "yes";
    make("h3", node, {}, `${card.place}. ${card.title}`);
    const picture = make("div", node, { class: "kb-mini" });
    picture.innerHTML = card.svg;
    const line = make("div", node);
    line.innerHTML = curve(card, say.gallery);
    facts(node, card.facts);
    node.onclick = (event) => {
      if (!card.link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.model.send({ do: "choose", choice: { page: "explore", policy: card.name } });
    };
    return node;
  }

  rank(ranking) {
    this.ranking.replaceChildren();
    if (!ranking?.rows) return;
    make("h2", this.ranking, {}, ranking.title);
    const table = make("table", this.ranking);
    const head = make("tr", make("thead", table));
    for (const name of ranking.columns) make("th", head, { scope: "col" }, name);
    const body = make("tbody", table);
    for (const row of ranking.rows) {
      const line = make("tr", body);
      row.forEach((text, place) => make(place < 2 ? "th" : "td", line, {}, text));
    }
  }
}

function render({ model, el }) {
  const wall = new Wall(model, el);
  const both = lazily(() => { wall.explain(); wall.draw(); });
  both();
  return follow(model, { "words options told cards": both });
}

export default { render };
