// The squeeze ball, drawn on the server; here it is only put in its place.
function render({ model, el }) {
  const title = document.createElement("h2");
  const picture = document.createElement("div");
  const note = document.createElement("p");
  picture.className = "kb-picture";
  note.className = "kb-note";
  el.append(title, picture, note);
  const words = () => { title.textContent = model.get("words").ball || ""; };
  const draw = () => { picture.innerHTML = model.get("svg"); };
  const say = () => { note.textContent = model.get("note"); };
  const parts = { words, svg: draw, note: say };
  for (const [name, show] of Object.entries(parts)) {
    show();
    model.on(`change:${name}`, show);
  }
  return () => Object.entries(parts).forEach(([name, show]) => model.off(`change:${name}`, show));
}

export default { render };
