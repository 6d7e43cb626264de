// Pages of signed-in people: draws their cards, brings clicks and words to the server, copies texts. Lists and forms work without it.
"use strict";

const json = { "Content-Type": "application/json" };
let config = null;

if (window.markdownit && window.AdaptiveCards) {
  const markdown = window.markdownit({ linkify: false, html: false });
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true; };
}

function draw(place, card) {
  const view = new AdaptiveCards.AdaptiveCard();
  view.hostConfig = new AdaptiveCards.HostConfig(config);
  view.onExecuteAction = action => {
    if (action instanceof AdaptiveCards.OpenUrlAction) window.open(action.url, "_blank", "noopener");
    else press(place, { source: place.dataset.source ?? "", verb: action.verb, data: action.data ?? {} });
  };
  view.parse(card);
  const time = place.querySelector("time");
  place.replaceChildren(view.render() ?? document.createTextNode("แสดงการ์ดนี้ไม่ได้"), ...(time ? [time] : []));
}

/** The answer to what was pressed or said; null when it failed, which the page then says. */
async function send(inside, what) {
  const desk = inside.closest("[data-act]");
  const trouble = desk.querySelector(".trouble");
  try {
    const response = await fetch(desk.dataset.act, { method: "POST", headers: { ...json, "X-Form": desk.dataset.form }, body: JSON.stringify({ person: "me", ...what }) });
    const answer = await response.json().catch(() => null);
    trouble.hidden = response.ok;
    if (response.ok) return answer;
    trouble.textContent = answer?.message ?? "ระบบตอบไม่ได้ ลองใหม่อีกครั้ง";
  } catch {
    trouble.hidden = false;
    trouble.textContent = "ติดต่อระบบไม่ได้ ตรวจสัญญาณแล้วลองอีกครั้ง";
  }
  return null;
}

async function press(place, what) {
  place.classList.add("busy");
  const answer = await send(place, what);
  place.classList.remove("busy");
  if (answer) draw(place, JSON.parse(answer.card));
}

function line(kind, text) {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = text ?? "";
  document.querySelector(".lines").append(item);
  return item;
}

function talk(form) {
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const field = form.querySelector("input");
    const text = field.value.trim();
    if (!text) return;
    const answer = await send(form, { text });
    if (!answer) return;
    field.value = "";
    line("said", text);
    const card = line("card");
    card.dataset.source = answer.id;
    draw(card, JSON.parse(answer.card));
    form.scrollIntoView({ block: "end" });
  });
}

async function copy(button) {
  const text = button.previousElementSibling;
  getSelection().selectAllChildren(text);
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "คัดลอกแล้ว";
  } catch {
    button.textContent = "เลือกข้อความไว้แล้ว กดคัดลอกได้เลย";
  }
}

document.querySelectorAll("[data-copy]").forEach(button => {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
});

(async () => {
  const places = [...document.querySelectorAll("[data-card]")];
  const form = document.querySelector("form.say");
  if (places.length === 0 && !form) return;
  config = await (await fetch("/assets/hostconfig.json")).json();
  places.forEach(place => draw(place, JSON.parse(place.dataset.card)));
  if (form) talk(form);
})();
