// The keyboard and the pane. Everything here has a link or a form that does the same without script.
"use strict";

const HERE = document.body.dataset.here || ""; // where the case lies on a server of several cases; empty on one's own machine

// Letters act by their physical place too, so that they work on an Arabic or Cyrillic layout.
const KEYS = {
  j: () => step(1), k: () => step(-1), o: () => go("page"), Enter: () => go("page"), d: () => go("source"),
  v: () => press("v"), h: () => press("h"), x: () => press("x"), g: () => sheet("grade-sheet"), n: () => sheet("note-sheet"),
  s: () => post()?.querySelector("[data-go='s']")?.click(), c: () => post()?.querySelector("[data-go='c']")?.click(),
  t: () => post()?.querySelector("[data-go='t']")?.click(), e: () => evidence(), y: () => copy(), r: () => cover(), u: () => undo(), "/": () => field(), "?": () => help(),
};
const PLACES = { KeyJ: "j", KeyK: "k", KeyO: "o", KeyD: "d", KeyV: "v", KeyH: "h", KeyX: "x", KeyG: "g", KeyN: "n", KeyR: "r", KeyS: "s", KeyC: "c", KeyT: "t", KeyE: "e", KeyY: "y", KeyU: "u", Slash: "/" };
const AHEAD = 3;
const held = new Map(); // previews that were fetched ahead; in memory only, gone with the page
let steps = (document.body.dataset.steps || "").split(" ").filter(Boolean).map((one) => one.split("+").map(Number));
const mine = JSON.parse(localStorage.getItem("keys") || "{}"); // a key as shipped to the person's own

const pane = () => document.getElementById("pane");
const chosen = () => document.querySelector(".row.chosen");
const post = () => (pane() && getComputedStyle(pane()).display !== "none" ? pane() : document).querySelector("article.post");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape") return void document.querySelectorAll(".sheet:not(details)").forEach((one) => { one.hidden = true; });
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (localStorage.getItem("single-keys") === "off" && meant(event) !== "?") return;
  const name = meant(event);
  if (!name || ((name === "Enter" || name === " ") && event.target.closest("a, button, summary"))) return;
  event.preventDefault();
  if (name === "j" || name === "k") KEYS[name](); else showing.then(() => run(name));
});

// What a key does waits until the pane shows the post that was chosen: nobody marks the one before by being quick.
let showing = Promise.resolve();
function run(name) {
  const sheet = document.activeElement.closest("#grade-sheet");
  if (sheet && /^[1-6]$/.test(name)) rate(sheet, name);
  else if (!document.activeElement.closest("input, textarea, select, dialog")) KEYS[name]();
}

function meant(event) {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?"; // the same place on layouts that write another sign there
  const own = Object.keys(mine).find((one) => mine[one] === event.key.toLowerCase() || `Key${mine[one].toUpperCase()}` === event.code);
  if (own) return own;
  const name = KEYS[event.key] ? event.key : PLACES[event.code];
  return name in mine ? undefined : name;
}

function step(by) {
  const rows = [...document.querySelectorAll(".row")];
  const next = rows[rows.indexOf(chosen()) + by];
  if (next) choose(next);
}

async function choose(row) {
  document.querySelectorAll(".row.chosen").forEach((one) => one.classList.remove("chosen"));
  row.classList.add("chosen");
  row.scrollIntoView({ block: "nearest" });
  document.querySelectorAll(".covered").forEach(recover); // what was opened is covered again on leaving
  if (pane() && getComputedStyle(pane()).display !== "none") await (showing = show(row).catch(() => {}));
  let next = row.nextElementSibling;
  for (let n = 0; n < AHEAD && next; n += 1, next = next.nextElementSibling) fetched(next);
}

async function show(row) {
  const text = await fetched(row);
  if (!row.classList.contains("chosen")) return; // somebody went on meanwhile
  pane().innerHTML = text;
  scripted(pane());
  pane().scrollTop = 0;
  htmx.process(pane());
}

function scripted(part) { part.querySelectorAll(".only-script").forEach((one) => { one.hidden = false; }); }
scripted(document);

function fetched(row) {
  const address = row.dataset.address;
  if (!held.has(address)) {
    const asked = fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).then((one) => one.text());
    asked.catch(() => { held.delete(address); tell(document.body.dataset.offline); });
    held.set(address, asked);
    if (held.size > 40) held.delete(held.keys().next().value);
  }
  return held.get(address);
}

function go(where) {
  const row = chosen();
  const link = row ? row.dataset[where] : where === "source" && document.querySelector(`article.post a[href^="${HERE}/sources/"]`)?.href;
  if (link) location.assign(link);
}

function press(key) { post()?.querySelector(`button[data-key="${key}"]`)?.click(); }

function sheet(id) {
  const one = post()?.querySelector(`#${id}`);
  if (!one) return;
  one.hidden = !one.hidden;
  if (!one.hidden) one.querySelector("input:not([type=hidden]), textarea")?.focus();
}

// Evidence is added on the page of a source; from a post it rests on that post.
function evidence() {
  const sheet = document.getElementById("add-evidence");
  if (!sheet) return void post()?.querySelector("[data-go='e']")?.click();
  sheet.open = true;
  sheet.querySelector("textarea").focus();
}

// The words with their translations, time and number, for a message to a colleague; no name goes along.
async function copy() {
  const one = post();
  if (!one || !navigator.clipboard) return;
  const parts = [...one.querySelectorAll(".orig, .trans p:not(.l), .when")].map((part) => part.innerText.trim().replace(/\n+/g, " "));
  await navigator.clipboard.writeText([...parts, one.dataset.post].join("\n"));
  tell(document.body.dataset.copied);
}

// In the sheet of a grade a number chooses, and Enter goes on to the reason.
document.addEventListener("keydown", (event) => {
  const sheet = event.target.closest("#grade-sheet");
  if (!sheet || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)?.[1];
  if (!digit && event.key !== "Enter") return;
  event.preventDefault();
  if (digit) rate(sheet, digit); else sheet.querySelector("textarea").focus();
});

function rate(sheet, digit) {
  const radio = sheet.querySelector(`[name="credibility"][value="${digit}"]`);
  radio.checked = true;
  radio.focus();
}

function cover() {
  const one = post()?.querySelector("[data-show]");
  if (one) one.click();
}

function field() { const one = document.getElementById("q"); if (one) { one.focus(); one.select(); } else location.assign(`${HERE}/inbox`); }
function help() { document.getElementById("keys").showModal(); }
function tell(...words) { const one = document.getElementById("told"); one.replaceChildren(...words); clearTimeout(tell.later); tell.later = setTimeout(() => { one.textContent = ""; }, 8000); }

// What went wrong, in the language of the page; the exact words, in English, stand small beside it.
function fault(error) {
  if (!error) return [document.body.dataset.offline];
  const exact = `${error.message} ${error.advice}`;
  return error.own ? [error.own, Object.assign(document.createElement("small"), { className: "exact", textContent: exact, lang: "en", dir: "ltr" })] : [exact];
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-copy]")) return void copy();
  const open = event.target.closest("[data-open]");
  if (open) return void sheet(open.dataset.open);
  if (event.target.closest("[data-close]")) return void (event.target.closest(".sheet").hidden = true);
  const shown = event.target.closest("[data-show]");
  if (shown) return void uncover(shown);
  const row = event.target.closest(".row");
  if (row && pane() && getComputedStyle(pane()).display !== "none" && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    choose(row);
  }
});

function recover(block) {
  block.querySelectorAll(".art img, .art video, .art audio").forEach((one) => { one.pause?.(); one.removeAttribute("src"); one.remove(); });
}

function uncover(button) {
  const block = button.closest(".covered");
  const art = block.querySelector(".art");
  if (art.querySelector("img, video, audio")) return recover(block);
  const shown = document.createElement(button.dataset.plays || "img");
  if (button.dataset.plays) Object.assign(shown, { muted: true, controls: true, preload: "none" });
  else Object.assign(shown, { alt: button.dataset.alt, referrerPolicy: "no-referrer" });
  shown.src = button.dataset.show;
  art.append(shown);
  const fields = new FormData(document.querySelector('input[name="csrfmiddlewaretoken"]').form);
  fetch(`${HERE}/opened`, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" }, credentials: "same-origin" })
    .then((one) => one.json()).then((told) => { document.getElementById("opened").textContent = `${told.opened} / ${told.limit}`; document.querySelectorAll(".meter i").forEach((bar, n) => bar.classList.toggle("full", n < told.opened)); }).catch(() => {});
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(`form[action^="${HERE}/act/"], form[data-give]`);
  if (!form) return;
  event.preventDefault();
  act(form.action, new FormData(form), form);
});

// What could not be entered because the desk did not answer, or another program was writing: it waits here, and is tried again.
const waiting = [];
const asJson = (address, fields) => fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" }, credentials: "same-origin" });

function wait(address, fields) {
  waiting.push([address, fields]);
  waits();
  clearTimeout(wait.later);
  wait.later = setTimeout(again, 2000);
}

function waits(...words) {
  const one = document.getElementById("waits");
  one.hidden = !waiting.length && !words.length;
  one.replaceChildren(...(words.length ? words : waiting.length ? [`${waiting.length} ${document.body.dataset.waits}`] : []));
}

async function again() {
  while (waiting.length) {
    const [address, fields] = waiting[0];
    let answer;
    try { answer = await asJson(address, fields); } catch { wait.later = setTimeout(again, 4000); return; }
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 503) { wait.later = setTimeout(again, 4000); return; }
    waiting.shift();
    waits();
    if (!answer.ok) keep(fields, told);
    else if (told.steps) steps = told.steps.map((step) => [step].flat());
  }
}

// Words that the desk will not take are shown, to be copied; nothing that somebody wrote goes without a word.
function keep(fields, told) {
  const said = [...fields].filter(([name, value]) => ["because", "text", "why"].includes(name) && value.trim()).map(([, value]) => value);
  waits(...(told.error?.code === "closed" ? [document.body.dataset.closed] : fault(told.error)));
  said.forEach((words) => {
    const box = document.createElement("textarea");
    Object.assign(box, { readOnly: true, value: words, dir: "auto", ariaLabel: document.body.dataset.words });
    document.getElementById("waits").append(box);
  });
  if (!told.error?.address) return;
  const link = Object.assign(document.createElement("a"), { className: "btn small", href: told.error.address, target: "_blank", rel: "noopener", textContent: told.error.message });
  document.getElementById("waits").append(link);
}

window.addEventListener("online", () => again());
window.addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });

// Somebody decided meanwhile: both are shown, the words stay, and what is decided now knows of the other.
async function differ(form, told) {
  form.querySelector(".problem")?.remove();
  const box = document.createElement("div");
  box.className = "problem";
  box.setAttribute("role", "alert");
  for (const words of [fault(told.error), [document.body.dataset.anyway]]) {
    const line = Object.assign(document.createElement("p"), { dir: "auto" });
    line.append(...words);
    box.append(line);
  }
  form.prepend(box);
  const address = `${HERE}/preview/${encodeURI(form.querySelector('[name="post"]')?.value || "")}`;
  const now = new DOMParser().parseFromString(await (await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" })).text(), "text/html");
  const expects = now.querySelector('#grade-sheet [name="expects"]');
  if (!expects) return;
  form.querySelector('[name="expects"]')?.remove();
  form.prepend(expects);
}

async function act(address, fields, form) {
  let answer;
  try { answer = await asJson(address, fields); } catch { return wait(address, fields); }
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 503) return wait(address, fields);
  if (answer.status === 409 && form?.querySelector('[name="because"]')) return differ(form, told);
  if (told.error?.address || ["closed", "old-form"].includes(told.error?.code)) return keep(fields, told);
  if (!answer.ok) return tell(...fault(told.error));
  if (told.steps) steps = told.steps.map((step) => [step].flat());
  const row = chosen();
  if (!row || !form || !pane() || getComputedStyle(pane()).display === "none") return fields.get("back") ? location.assign(fields.get("back")) : location.reload();
  held.delete(row.dataset.address);
  if (told.verb === "give") { const next = row.nextElementSibling || row.previousElementSibling; row.remove(); return next ? choose(next) : location.reload(); }
  if (told.verb === "mark") { row.classList.add("done"); return row.nextElementSibling ? choose(row.nextElementSibling) : show(row); }
  await show(row);
  tell(`#${told.entry}`);
}

function undo() {
  if (!steps.length) return tell(document.body.dataset.nothing);
  const fields = new FormData(document.querySelector('input[name="csrfmiddlewaretoken"]').form);
  fields.set("entry", steps[steps.length - 1].join("+"));
  act(`${HERE}/act/undo`, fields, null);
}

const single = document.getElementById("keys-on");
if (single) {
  single.checked = localStorage.getItem("single-keys") !== "off";
  single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : "off"));
}
