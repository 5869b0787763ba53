// The keyboard and the pane. Everything here has a link or a form that does the same without script.
"use strict";

// Letters act by their physical place too, so that they work on an Arabic or Cyrillic layout.
const KEYS = {
  j: () => step(1), k: () => step(-1), o: () => go("page"), Enter: () => go("page"), d: () => go("source"),
  v: () => press("v"), h: () => press("h"), x: () => press("x"), g: () => sheet("grade-sheet"), n: () => sheet("note-sheet"),
  s: () => post()?.querySelector("[data-go='s']")?.click(), c: () => post()?.querySelector("[data-go='c']")?.click(),
  t: () => post()?.querySelector("[data-go='t']")?.click(), r: () => cover(), u: () => undo(), "/": () => field(), "?": () => help(),
};
const PLACES = { KeyJ: "j", KeyK: "k", KeyO: "o", KeyD: "d", KeyV: "v", KeyH: "h", KeyX: "x", KeyG: "g", KeyN: "n", KeyR: "r", KeyS: "s", KeyC: "c", KeyT: "t", KeyU: "u", Slash: "/" };
const AHEAD = 3;
const held = new Map(); // previews that were fetched ahead; in memory only, gone with the page
let steps = (document.body.dataset.steps || "").split(" ").filter(Boolean).map(Number);

const pane = () => document.getElementById("pane");
const chosen = () => document.querySelector(".row.chosen");
const post = () => (pane() && getComputedStyle(pane()).display !== "none" ? pane() : document).querySelector("article.post");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape") return void document.querySelectorAll(".sheet:not(details)").forEach((one) => { one.hidden = true; });
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (localStorage.getItem("single-keys") === "off" && event.key !== "?") return;
  const name = event.key === "?" ? "?" : KEYS[event.key] ? event.key : PLACES[event.code];
  if (!name || (name === "Enter" && event.target.closest("a, button, summary"))) return;
  event.preventDefault();
  KEYS[name]();
});

function step(by) {
  const rows = [...document.querySelectorAll(".row")];
  const next = rows[rows.indexOf(chosen()) + by];
  if (next) choose(next);
}

async function choose(row) {
  document.querySelectorAll(".row.chosen").forEach((one) => one.classList.remove("chosen"));
  row.classList.add("chosen");
  row.scrollIntoView({ block: "nearest" });
  if (pane() && getComputedStyle(pane()).display !== "none") await show(row);
  let next = row.nextElementSibling;
  for (let n = 0; n < AHEAD && next; n += 1, next = next.nextElementSibling) fetched(next);
}

async function show(row) {
  const text = await fetched(row);
  if (!row.classList.contains("chosen")) return; // somebody went on meanwhile
  pane().innerHTML = text;
  pane().scrollTop = 0;
  htmx.process(pane());
}

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
  const link = row ? row.dataset[where] : where === "source" && document.querySelector('article.post a[href^="/sources/"]')?.href;
  if (link) location.assign(link);
}

function press(key) { post()?.querySelector(`button[data-key="${key}"]`)?.click(); }

function sheet(id) {
  const one = post()?.querySelector(`#${id}`);
  if (!one) return;
  one.hidden = !one.hidden;
  if (!one.hidden) one.querySelector("input:not([type=hidden]), textarea")?.focus();
}

function cover() {
  const one = post()?.querySelector("[data-show]");
  if (one) one.click();
}

function field() { const one = document.getElementById("q"); if (one) { one.focus(); one.select(); } else location.assign("/inbox"); }
function help() { document.getElementById("keys").showModal(); }
function tell(words) { const one = document.getElementById("told"); one.textContent = words; clearTimeout(tell.later); tell.later = setTimeout(() => { one.textContent = ""; }, 8000); }

document.addEventListener("click", (event) => {
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

function uncover(button) {
  const art = button.closest(".covered").querySelector(".art");
  const there = art.querySelector("img");
  if (there) return void there.remove();
  const picture = new Image();
  picture.src = button.dataset.show;
  picture.alt = button.dataset.alt;
  picture.referrerPolicy = "no-referrer";
  art.append(picture);
  const fields = new FormData(document.querySelector('input[name="csrfmiddlewaretoken"]').form);
  fetch("/opened", { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" }, credentials: "same-origin" })
    .then((one) => one.json()).then((told) => { document.getElementById("opened").textContent = `${told.opened} / ${told.limit}`; }).catch(() => {});
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest('form[action^="/act/"]');
  if (!form) return;
  event.preventDefault();
  act(form.action, new FormData(form), form);
});

async function act(address, fields, form) {
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" }, credentials: "same-origin" });
  } catch { return tell(document.body.dataset.offline); }
  const told = await answer.json();
  if (!answer.ok) return tell(`${told.error.message} ${told.error.advice}`);
  steps = told.steps;
  const row = chosen();
  if (!row || !form || !pane() || getComputedStyle(pane()).display === "none") return fields.get("back") ? location.assign(fields.get("back")) : location.reload();
  held.delete(row.dataset.address);
  if (told.verb === "mark") { row.classList.add("done"); return row.nextElementSibling ? choose(row.nextElementSibling) : show(row); }
  await show(row);
  tell(`#${told.entry}`);
}

function undo() {
  if (!steps.length) return tell(document.body.dataset.nothing);
  const fields = new FormData(document.querySelector('input[name="csrfmiddlewaretoken"]').form);
  fields.set("entry", steps[steps.length - 1]);
  act("/act/undo", fields, null);
}

const single = document.getElementById("keys-on");
if (single) {
  single.checked = localStorage.getItem("single-keys") !== "off";
  single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : "off"));
}
