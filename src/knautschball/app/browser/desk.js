// Title, pages, choices, buttons, keys, clock and gauges. Sends orders; the server checks them.
const ICONS = {
  play: "M8 5.1v13.8L19 12z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  day: "M5 5.1v13.8L14.5 12zM16 5h3v14h-3z",
  back: "M19 5.1v13.8L9.5 12zM5 5h3v14H5z",
  end: "M3 5.1v13.8L10.5 12zM10.5 5.1v13.8L18 12zM18.5 5h2.5v14h-2.5z",
  reset: "M12 5V1.8L7 6.6l5 4.8V8a5 5 0 1 1-5 5H4.6A7.4 7.4 0 1 0 12 5z",
};
const FIELDS = ["scenario", "policy", "seed", "pace"];
const GAUGES = ["complaints", "backlog", "energy", "press"];
const KEYS = { " ": "toggle", ArrowRight: "day", ArrowLeft: "back", r: "reset", R: "reset",
  e: "end", E: "end" };
const SEEN = "knautschball-introduced";
const LARGEST = 64 * 1024;

function button(parent, name, className = "") {
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

function buildHead(el) {
  const head = make("header", el, { class: "kb-head" });
  const brand = make("div", head, { class: "kb-name" });
  make("h1", brand, {}, "Knautschball");
  const question = make("p", brand, { class: "kb-question" });
  const tools = make("div", head, { class: "kb-tools" });
  const share = make("button", tools, { type: "button", class: "kb-button kb-small" });
  const help = make("button", tools, { type: "button", class: "kb-button kb-small kb-round" }, "?");
  const tongues = make("div", tools, { class: "kb-segments", role: "group" });
  const languages = ["en", "de"].map((code) =>
    make("button", tongues, { type: "button", lang: code, "data-language": code },
      code === "en" ? "English" : "Deutsch"));
  const pages = make("nav", el, { class: "kb-pages" });
  return { question, share, help, tongues, languages, pages };
}

function buildDrive(el) {
  const drive = make("div", el, { class: "kb-drive" });
  const buttons = make("div", drive, { class: "kb-buttons", role: "group" });
  const back = button(buttons, "back", "kb-icon");
  const play = button(buttons, "play", "kb-primary");
  const day = button(buttons, "day");
  const end = button(buttons, "end", "kb-icon");
  const reset = button(buttons, "reset");
  const clock = make("div", drive, { class: "kb-clock" });
  const today = make("strong", clock);
  const time = make("span", clock);
  const since = make("small", clock);
  const notice = make("small", clock, { class: "kb-notice", role: "status" });
  const gauges = make("div", drive, { class: "kb-gauges" });
  const dials = Object.fromEntries(GAUGES.map((name, place) =>
    [name, gauge(gauges, name, place > 1)]));
  return { drive, back, play, day, end, reset, clock, today, time, since, notice, ...dials };
}

function build(el) {
  const head = buildHead(el);
  const form = make("div", el, { class: "kb-choices" });
  const number = { type: "number", min: 1, max: 999999, step: 1, inputmode: "numeric" };
  const fields = Object.fromEntries(FIELDS.map((name) =>
    [name, field(form, name, name === "seed" ? make("input", null, number) : make("select", null))]));
  const story = make("p", el, { class: "kb-story" });
  const happens = make("span", story);
  const answers = make("span", story, { class: "kb-answers" });
  const drive = buildDrive(el);
  const spoken = make("p", el, { class: "kb-spoken", "aria-live": "polite" });
  const dialogs = { intro: make("dialog", el, { class: "kb-dialog" }),
    sharing: make("dialog", el, { class: "kb-dialog" }) };
  return { ...head, ...fields, ...drive, ...dialogs, happens, answers, spoken };
}

function speak(part, model) {
  const say = model.get("words");
  if (!say.play) return;
  document.documentElement.lang = model.get("choice").language;
  part.question.textContent = say.question;
  part.tongues.setAttribute("aria-label", say.switch);
  part.share.textContent = say.share;
  part.help.setAttribute("aria-label", say.help);
  for (const name of FIELDS) part[name].caption.textContent = say[name];
  for (const name of GAUGES) part[name].caption.textContent = say[name];
  part.day.label.textContent = say.day_step;
  part.reset.label.textContent = say.reset;
  part.back.node.setAttribute("aria-label", say.back_long);
  part.day.node.setAttribute("aria-label", say.day_step_long);
  part.end.node.setAttribute("aria-label", say.end);
  part.reset.node.setAttribute("aria-label", say.reset);
  part.back.node.title = say.back_long;
  part.end.node.title = say.end;
  part.backlog.unit.textContent = say.backlog_unit;
  part.complaints.unit.textContent = "\u00a0";
  part.play.key.textContent = say.space;
  for (const [name, key] of [["back", "←"], ["day", "→"], ["end", "E"], ["reset", "R"]]) {
    part[name].key.textContent = key;
  }
}

// A participant of a room may change what the trainer left open.
function locked(choice, name) {
  return Boolean(choice.room) && choice.page !== "teach" && !choice.allowed.includes(name);
}

function turnPages(part, model) {
  const choice = model.get("choice");
  const say = model.get("words");
  part.pages.setAttribute("aria-label", say.pages_label);
  const open = Object.entries(say.pages).filter(([name]) => !choice.room || choice.page === "teach"
    || name === choice.page || (name === "compare" && !locked(choice, "compare"))
    || (name === (locked(choice, "policy") ? "play" : "explore")));
  part.pages.replaceChildren(...open.map(([name, title]) => {
    const node = make("button", null, { type: "button", "data-name": name }, title);
    if (name === choice.page) node.setAttribute("aria-current", "page");
    node.onclick = () => model.send({ do: "choose", choice: choice.page === "teach"
      ? { page: name, room: "" } : { page: name } });
    return node;
  }));
  document.documentElement.dataset.page = choice.page;
  document.documentElement.dataset.fixed = String(locked(choice, "numbers"));
}

function choose(part, model) {
  const choice = model.get("choice");
  const options = model.get("options");
  if (!choice.scenario || !options.scenario) return;
  fill(part.scenario.control, options.scenario, options.chosen.scenario);
  fill(part.policy.control, options.policy, options.chosen.policy);
  fill(part.pace.control, model.get("words").paces, choice.pace);
  if (document.activeElement !== part.seed.control) part.seed.control.value = choice.seed;
  for (const name of FIELDS) part[name].control.disabled = locked(choice, name);
  for (const node of part.languages) {
    node.setAttribute("aria-pressed", String(node.dataset.language === choice.language));
  }
  [part.happens.textContent, part.answers.textContent] = options.story || ["", ""];
  turnPages(part, model);
}

// The link always leads to what is seen; another page is another step in the browser's history.
function remember(part, model) {
  const { address } = model.get("link");
  if (!address) return;
  const before = new URLSearchParams(location.search);
  const now = new URLSearchParams(address);
  const turned = before.has("scenario")
    && (before.get("page") || "explore") !== (now.get("page") || "explore");
  const how = turned ? "pushState" : "replaceState";
  if (`?${address}` !== location.search) {
    history[how](history.state, "", `${location.pathname}?${address}`);
  }
}

function tick(part, model) {
  const now = model.get("now");
  const say = model.get("words");
  if (!say.play) return;
  const playing = Boolean(now.playing);
  part.play.label.textContent = playing ? say.pause : say.play;
  part.play.path.setAttribute("d", playing ? ICONS.pause : ICONS.play);
  for (const name of ["back", "play", "day", "end", "reset"]) {
    part[name].node.disabled = Boolean(now.preparing);
  }
  for (const name of ["day", "end"]) part[name].node.disabled ||= Boolean(now.over);
  part.notice.textContent = part.refused || now.notice || "";
  part.since.hidden = Boolean(part.notice.textContent);
  if (now.preparing || now.hour === undefined) return;
  part.clock.dataset.hour = now.hour;
  part.clock.dataset.since = now.since;
  part.today.textContent = now.day;
  part.time.textContent = now.clock;
  part.since.textContent = now.told;
  for (const name of GAUGES) part[name].value.textContent = now[name];
  part.energy.fill.style.width = `${100 * now.energy_share}%`;
  part.press.fill.style.width = `${100 * now.press_share}%`;
  if (part.spoken.textContent !== now.said) part.spoken.textContent = now.said || "";
}

function introduce(part, model, step = 0) {
  const say = model.get("words");
  if (!part.intro.isConnected) { // the page is still being put together
    requestAnimationFrame(() => introduce(part, model, step));
    return;
  }
  const [title, text] = say.intro[step];
  part.intro.replaceChildren();
  part.intro.setAttribute("aria-label", say.help);
  make("p", part.intro, { class: "kb-note" }, told(say.intro_step, { step: step + 1 }));
  make("h2", part.intro, {}, title);
  make("p", part.intro, {}, text);
  const row = make("div", part.intro, { class: "kb-row" });
  const last = step === say.intro.length - 1;
  make("button", row, { type: "button", class: "kb-button kb-small" }, say.close).onclick =
    () => part.intro.close();
  const next = make("button", row, { type: "button", class: "kb-button kb-primary", autofocus: "" },
    last ? say.intro_start : say.intro_next);
  next.onclick = () => (last ? part.intro.close() : introduce(part, model, step + 1));
  if (!part.intro.open) part.intro.showModal();
  next.focus();
}

function copyRow(parent, text, label, say) {
  const row = make("div", parent, { class: "kb-copy" });
  const box = make("input", row, { type: "text", readonly: "", "aria-label": label });
  box.value = text;
  box.onfocus = () => box.select();
  const node = make("button", row, { type: "button", class: "kb-button kb-small" }, say.copy);
  node.onclick = async () => {
    box.select();
    // without https there is no clipboard but the old one
    await (navigator.clipboard?.writeText(text) ?? document.execCommand("copy"));
    node.textContent = say.copied;
  };
  return row;
}

function sharing(part, model) {
  const say = model.get("words");
  const box = part.sharing;
  box.replaceChildren();
  box.setAttribute("aria-label", say.share);
  make("h2", box, {}, say.share);
  make("p", box, { class: "kb-note" }, say.share_note);
  copyRow(box, location.href, say.copy, say);
  make("code", box, { class: "kb-command" }, model.get("link").command || "");
  const files = make("div", box, { class: "kb-row" });
  for (const [what, title] of say.files) {
    make("button", files, { type: "button", class: "kb-button kb-small", "data-what": what }, title)
      .onclick = () => model.send({ do: "export", what });
  }
  make("h3", box, {}, say.upload);
  const own = make("div", box, { class: "kb-row" });
  for (const kind of ["scenario", "policy"]) {
    const label = make("label", own, { class: "kb-button kb-small" }, say[`upload_${kind}`]);
    const input = make("input", label, { type: "file", accept: ".toml", "data-kind": kind });
    input.onchange = () => upload(part, model, kind, input.files[0]);
  }
  make("button", make("div", box, { class: "kb-row" }),
    { type: "button", class: "kb-button kb-primary" }, say.close).onclick = () => box.close();
  if (!box.open) box.showModal();
}

/* Tell what never reached the model; it stays until the next order, whatever the storm does. */
function refuse(part, model, why) {
  part.refused = why;
  tick(part, model);
}

async function upload(part, model, kind, file) {
  if (!file) return;
  part.sharing.close();
  if (file.size > LARGEST) return refuse(part, model, model.get("words").too_large);
  part.refused = "";
  model.send({ do: "upload", kind, text: await file.text() });
}

function save(content, buffers) {
  if (!content?.file || !buffers?.length) return;
  const anchor = make("a", null, { download: content.file });
  anchor.href = URL.createObjectURL(new Blob([buffers[0]], { type: content.kind }));
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60000);
}

function listen(part, model) {
  const order = (message) => {
    part.refused = "";
    model.send(message);
  };
  const choice = (name) => () => {
    const { value } = part[name].control;
    if (value !== "own") order({ do: "choose", choice: { [name]: value } });
  };
  part.play.node.onclick = () => order({ do: model.get("now").playing ? "pause" : "play" });
  for (const name of ["back", "day", "end", "reset"]) part[name].node.onclick = () => order({ do: name });
  for (const name of ["scenario", "policy"]) part[name].control.onchange = choice(name);
  part.seed.control.onchange = () => {
    const { control } = part.seed;
    if (control.value && control.checkValidity()) return choice("seed")();
    refuse(part, model, model.get("words").no_seed);
    control.value = model.get("choice").seed;  // what is shown is what runs
  };
  part.pace.control.onchange = () =>
    order({ do: "choose", choice: { pace: Number(part.pace.control.value) } });
  for (const node of part.languages) {
    node.onclick = () => order({ do: "choose", choice: { language: node.dataset.language } });
  }
  part.help.onclick = () => introduce(part, model);
  part.share.onclick = () => sharing(part, model);
  const press = (event) => {
    const busy = event.target.closest?.("input, select, textarea, dialog, [role=img]")
      || (event.key === " " && event.target.closest?.("button, summary, a"));
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") introduce(part, model);
    if (!(event.key in KEYS) || part.drive.offsetParent === null) return;
    event.preventDefault();
    const doing = event.shiftKey && event.key === "ArrowRight" ? "hour" : KEYS[event.key];
    if (!event.repeat || event.key === "ArrowRight") order({ do: doing });
  };
  const walk = () => order({ do: "address", search: location.search });
  document.addEventListener("keydown", press);
  window.addEventListener("popstate", walk);
  return () => {
    document.removeEventListener("keydown", press);
    window.removeEventListener("popstate", walk);
  };
}

// The socket's headers do not name the visitor's language everywhere; the browser always does.
function greet(model) {
  const own = navigator.language.slice(0, 2);
  const asked = new URLSearchParams(location.search).has("lang")
    || new URLSearchParams(location.search).has("language");
  const other = !asked && own !== model.get("choice").language;
  model.send({ do: "hello", origin: location.origin, ...(other ? { language: own } : {}) });
}

function newcomer(part, model) {
  try {
    // whoever follows a link to a storm under way has been told what it is
    if (localStorage.getItem(SEEN) || new URLSearchParams(location.search).has("scenario")) return;
    localStorage.setItem(SEEN, "yes");
  } catch { return; } // no memory allowed: then no introduction that comes back every time
  introduce(part, model);
}

function render({ model, el }) {
  // visitors who see badly may enlarge the page
  document.querySelector("meta[name=viewport]")
    ?.setAttribute("content", "width=device-width, initial-scale=1");
  const part = build(el);
  newcomer(part, model);
  greet(model);
  const words = lazily(() => { speak(part, model); choose(part, model); tick(part, model);
    remember(part, model); });
  const now = () => tick(part, model);
  words();
  const saved = (content, buffers) => save(content, buffers);
  model.on("msg:custom", saved);
  const deaf = listen(part, model);
  const stop = follow(model, { "words options choice": words, link: () => remember(part, model), now });
  return () => {
    deaf();
    stop();
    model.off("msg:custom", saved);
  };
}

export default { render };
