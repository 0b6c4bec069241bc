// The squeeze ball, drawn on the server; here it is only put in its place.
function render({ model, el }) {
  const title = make("h2", el);
  const picture = make("div", el, { class: "kb-picture" });
  const note = make("p", el, { class: "kb-note" });
  const words = () => { title.textContent = model.get("words").ball || ""; };
  const draw = () => { picture.innerHTML = model.get("svg"); };
  const say = () => { note.textContent = model.get("note"); };
  for (const act of [words, draw, say]) act();
  return follow(model, { words, svg: draw, note: say });
}

export default { render };
