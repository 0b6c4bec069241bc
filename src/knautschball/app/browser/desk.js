// Title, choices, buttons, keys, clock and gauges. Sends orders; the server checks them.
const ICONS = {
  play: "M8 5.1v13.8L19 12z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  day: "M5 5.1v13.8L14.5 12zM16 5h3v14h-3z",
  reset: "M12 5V1.8L7 6.6l5 4.8V8a5 5 0 1 1-5 5H4.6A7.4 7.4 0 1 0 12 5z",
};

function make(tag, parent, attributes = {}, text = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  parent?.append(node);
  return node;
}

function button(parent, name, className) {
  const node = make("button", parent, { type: "button", class: `kb-button ${className}` });
  node.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
  const label = make("span", node);
  const key = make("kbd", node, { "aria-hidden": "true" });
  return { node, path: node.querySelector("path"), label, key };
}

function field(parent, name, control) {
  const label = make("label", parent, { class: `kb-field kb-field-${name}` });
  const caption = make("span", label);
  label.append(control);
  return { caption, control };
}

function gauge(parent, name, bar) {
  const box = make("div", parent, { class: `kb-gauge kb-gauge-${name}` });
  const caption = make("span", box, { class: "kb-gauge-name" });
  const value = make("strong", box);
  const fill = bar ? make("i", make("span", box, { class: "kb-bar", "aria-hidden": "true" })) : null;
  const unit = bar ? null : make("small", box);
  return { caption, value, fill, unit };
}

function build(el) {
  const head = make("header", el, { class: "kb-head" });
  const brand = make("div", head, { class: "kb-brand" });
  make("h1", brand, {}, "Knautschball");
  const question = make("p", brand, { class: "kb-question" });
  const tongue = make("div", head, { class: "kb-segments", role: "group" });
  const languages = ["en", "de"].map((code) =>
    make("button", tongue, { type: "button", lang: code, "data-language": code },
      code === "en" ? "English" : "Deutsch"));

  const form = make("div", el, { class: "kb-choices" });
  const scenario = field(form, "scenario", make("select", null));
  const policy = field(form, "policy", make("select", null));
  const seed = field(form, "seed",
    make("input", null, { type: "number", min: 1, max: 999999, step: 1, inputmode: "numeric" }));
  const pace = field(form, "pace", make("select", null));
  const story = make("p", el, { class: "kb-story" });
  const happens = make("span", story);
  const answers = make("span", story, { class: "kb-answers" });

  const drive = make("div", el, { class: "kb-drive" });
  const buttons = make("div", drive, { class: "kb-buttons" });
  const play = button(buttons, "play", "kb-primary");
  const day = button(buttons, "day", "");
  const reset = button(buttons, "reset", "");
  const clock = make("div", drive, { class: "kb-clock" });
  const today = make("strong", clock);
  const time = make("span", clock);
  const told = make("small", clock);
  const notice = make("small", clock, { class: "kb-notice", role: "status" });
  const gauges = make("div", drive, { class: "kb-gauges" });
  const complaints = gauge(gauges, "complaints", false);
  const backlog = gauge(gauges, "backlog", false);
  const energy = gauge(gauges, "energy", true);
  const press = gauge(gauges, "press", true);
  const spoken = make("p", el, { class: "kb-spoken", "aria-live": "polite" });
  return { question, tongue, languages, scenario, policy, seed, pace, happens, answers, play, day,
    reset, clock, today, time, told, complaints, backlog, energy, press, notice, spoken };
}

function fill(select, pairs, chosen) {
  select.replaceChildren(...pairs.map(([value, title]) => new Option(title, value)));
  select.value = String(chosen);
}

function speak(part, model) {
  const say = model.get("words");
  if (!say.play) return;
  document.documentElement.lang = model.get("choice").language;
  part.question.textContent = say.question;
  part.tongue.setAttribute("aria-label", say.switch);
  for (const name of ["scenario", "policy", "seed", "pace"]) {
    part[name].caption.textContent = say[name];
  }
  part.day.label.textContent = say.day_step;
  part.day.node.setAttribute("aria-label", say.day_step_long);
  part.reset.label.textContent = say.reset;
  for (const name of ["complaints", "backlog", "energy", "press"]) {
    part[name].caption.textContent = say[name];
  }
  part.backlog.unit.textContent = say.backlog_unit;
  part.complaints.unit.textContent = "\u00a0";
  part.play.key.textContent = say.space;
  part.day.key.textContent = "→";
  part.reset.key.textContent = "R";
}

function choose(part, model) {
  const choice = model.get("choice");
  const options = model.get("options");
  if (!choice.scenario || !options.scenario) return;
  fill(part.scenario.control, options.scenario, choice.scenario);
  fill(part.policy.control, options.policy, choice.policy);
  fill(part.pace.control, model.get("words").paces, choice.pace);
  if (document.activeElement !== part.seed.control) part.seed.control.value = choice.seed;
  for (const node of part.languages) {
    node.setAttribute("aria-pressed", String(node.dataset.language === choice.language));
  }
  [part.happens.textContent, part.answers.textContent] = options.story || ["", ""];
  const address = new URLSearchParams({ scenario: choice.scenario, policy: choice.policy,
    seed: choice.seed, lang: choice.language });
  history.replaceState(history.state, "", `${location.pathname}?${address}`);
}

function tick(part, model) {
  const now = model.get("now");
  const say = model.get("words");
  if (!say.play) return;
  const playing = Boolean(now.playing);
  part.play.label.textContent = playing ? say.pause : say.play;
  part.play.path.setAttribute("d", playing ? ICONS.pause : ICONS.play);
  for (const one of [part.play, part.day, part.reset]) one.node.disabled = Boolean(now.preparing);
  part.day.node.disabled ||= Boolean(now.over);
  part.notice.textContent = now.notice || "";
  part.told.hidden = Boolean(now.notice);
  if (now.preparing || now.hour === undefined) return;
  part.clock.dataset.hour = now.hour;
  part.clock.dataset.since = now.since;
  part.today.textContent = now.day;
  part.time.textContent = now.clock;
  part.told.textContent = now.told;
  for (const name of ["complaints", "backlog", "energy", "press"]) {
    part[name].value.textContent = now[name];
  }
  part.energy.fill.style.width = `${100 * now.energy_share}%`;
  part.press.fill.style.width = `${100 * now.press_share}%`;
  if (part.spoken.textContent !== now.said) part.spoken.textContent = now.said || "";
}

function listen(part, model) {
  const order = (message) => model.send(message);
  const choice = (name) => () =>
    order({ do: "choose", choice: { [name]: part[name].control.value } });
  part.play.node.onclick = () => order({ do: model.get("now").playing ? "pause" : "play" });
  part.day.node.onclick = () => order({ do: "day" });
  part.reset.node.onclick = () => order({ do: "reset" });
  part.scenario.control.onchange = choice("scenario");
  part.policy.control.onchange = choice("policy");
  part.seed.control.onchange = choice("seed");
  part.pace.control.onchange = () =>
    order({ do: "choose", choice: { pace: Number(part.pace.control.value) } });
  for (const node of part.languages) {
    node.onclick = () => order({ do: "choose", choice: { language: node.dataset.language } });
  }
  const keys = { " ": "toggle", ArrowRight: "day", r: "reset", R: "reset" };
  const press = (event) => {
    const busy = event.target.closest?.("input, select, textarea, button, [role=radiogroup]");
    if (busy || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    if (!event.repeat || event.key === "ArrowRight") order({ do: keys[event.key] });
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

// The socket's headers do not name the visitor's language everywhere; the browser always does.
function greet(model) {
  const own = navigator.language.slice(0, 2);
  const asked = new URLSearchParams(location.search).has("lang");
  if (asked || own === model.get("choice").language) return;
  model.send({ do: "choose", choice: { language: own } });
}

function render({ model, el }) {
  greet(model);
  // visitors who see badly may enlarge the page
  document.querySelector("meta[name=viewport]")
    ?.setAttribute("content", "width=device-width, initial-scale=1");
  const part = build(el);
  const words = () => { speak(part, model); choose(part, model); tick(part, model); };
  const now = () => tick(part, model);
  words();
  for (const name of ["words", "options", "choice"]) model.on(`change:${name}`, words);
  model.on("change:now", now);
  const deaf = listen(part, model);
  return () => {
    deaf();
    for (const name of ["words", "options", "choice"]) model.off(`change:${name}`, words);
    model.off("change:now", now);
  };
}

export default { render };
