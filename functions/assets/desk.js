// The browser desk: be any person of the office. The address after # names the person, so several windows can show several people.
"use strict";
const $ = id => document.getElementById(id);
const clock = new Intl.DateTimeFormat("th-TH", { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Bangkok" });
const markdown = window.markdownit({ linkify: false, html: false });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true; };

let people = [], person = null, mark = "", shown = new Map(), watching = null, config = null;

async function call(path, options) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.message ?? "ระบบตอบไม่ได้ ลองใหม่อีกครั้ง");
  return body;
}

function trouble(message) {
  $("trouble").hidden = !message;
  $("trouble").textContent = message ?? "";
}

// Words that belong together stay on one line.
function unbroken(parts) {
  return parts.filter(Boolean).flatMap((part, at) => {
    const piece = document.createElement("i");
    piece.textContent = part;
    return at ? [" · ", piece] : [piece];
  });
}

function list() {
  const wanted = $("search").value.trim().toLowerCase();
  const found = people.filter(p => `${p.name} ${p.unit} ${p.roleNames} ${p.id}`.toLowerCase().includes(wanted));
  $("people").replaceChildren(...found.slice(0, 300).map(p => {
    const [item, button, name, about] = ["li", "button", "b", "span"].map(tag => document.createElement(tag));
    button.type = "button";
    button.setAttribute("aria-current", String(p.id === person?.id));
    name.textContent = p.name;
    about.append(...unbroken([p.unit, ...p.roleNames.split(", ")]));
    button.append(name, about);
    button.addEventListener("click", () => { location.hash = p.id; });
    item.append(button);
    return item;
  }));
  $("nobody").hidden = found.length > 0;
}

function choose() {
  const next = people.find(p => p.id === decodeURIComponent(location.hash.slice(1))) ?? null;
  document.body.classList.toggle("chatting", next !== null);
  if (next?.id === person?.id) return;
  watching?.abort();
  person = next;
  mark = "";
  shown = new Map();
  $("lines").replaceChildren();
  $("name").textContent = next?.name ?? "ยังไม่ได้เลือกใคร";
  $("unit").replaceChildren(...next ? unbroken([next.unit, ...next.roleNames.split(", ")]) : ["เลือกชื่อจากรายการ"]);
  $("text").disabled = $("say").querySelector("button").disabled = next === null;
  trouble(null);
  list();
  if (next) watch(next);
}

// Waits at the server until something changed, so the view is never older than a moment.
async function watch(who) {
  const stop = watching = new AbortController();
  while (!stop.signal.aborted) {
    try {
      const chat = await call(`/desk/chat/${encodeURIComponent(who.id)}?mark=${encodeURIComponent(mark)}`, { signal: stop.signal });
      if (stop.signal.aborted) return;
      mark = chat.mark;
      draw(chat.lines);
      trouble(null);
    } catch (fault) {
      if (stop.signal.aborted) return;
      trouble(fault instanceof TypeError ? "ติดต่อระบบไม่ได้ กำลังลองใหม่" : fault.message);
      await new Promise(done => setTimeout(done, 1500));
    }
  }
}

function draw(lines) {
  const list = $("lines");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const keep = new Set(lines.map(line => line.id));
  for (const [id, line] of shown) if (!keep.has(id)) { line.item.remove(); shown.delete(id); }
  let added = false;
  for (const line of lines) {
    const content = line.card ?? line.said;
    const old = shown.get(line.id);
    if (old?.content === content) continue;
    const item = old?.item ?? document.createElement("li");
    item.className = line.card ? "card" : "said";
    item.replaceChildren(line.card ? card(JSON.parse(line.card), line.id, item) : document.createTextNode(line.said));
    if (line.card) {
      const time = document.createElement("time");
      time.dateTime = line.at;
      time.textContent = clock.format(new Date(line.at));
      item.append(time);
    }
    shown.set(line.id, { item, content });
    if (!old) { list.append(item); added = true; }
  }
  $("quiet").hidden = lines.length > 0;
  if (added && atEnd) list.scrollTop = list.scrollHeight;
}

function card(json, source, item) {
  const view = new AdaptiveCards.AdaptiveCard();
  view.hostConfig = new AdaptiveCards.HostConfig(config);
  view.onExecuteAction = action => {
    if (action instanceof AdaptiveCards.OpenUrlAction) window.open(action.url, "_blank", "noopener");
    else act({ source, verb: action.verb, data: action.data ?? {} }, item);
  };
  view.parse(json);
  return view.render() ?? document.createTextNode("แสดงการ์ดนี้ไม่ได้");
}

async function act(what, item) {
  item?.classList.add("busy");
  try {
    await call("/desk/act", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person: person.id, ...what }) });
    trouble(null);
  } catch (fault) {
    trouble(fault.message);
  } finally {
    item?.classList.remove("busy");
  }
}

$("search").addEventListener("input", list);
$("back").addEventListener("click", () => { location.hash = ""; });
$("say").addEventListener("submit", event => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !person) return;
  $("text").value = "";
  act({ text });
});
document.querySelectorAll(".word").forEach(word => word.addEventListener("click", () => act({ text: word.textContent })));
window.addEventListener("hashchange", choose);

(async () => {
  try {
    [people, config] = await Promise.all([call("/desk/people"), call("/assets/hostconfig.json")]);
    list();
    choose();
  } catch (fault) {
    trouble(fault.message);
  }
})();
