// More for the hands: several at once, a pause, the sound, going anywhere, keys of one's own. Extends the table of desk.js.
"use strict";

Object.assign(KEYS, {
  " ": () => pick(chosen()), p: () => peek(), m: () => sound(), ",": () => document.getElementById("pause")?.requestSubmit(),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [number, () => view(number)])),
});
Object.assign(PLACES, { Space: " ", KeyP: "p", KeyM: "m", Comma: ",", ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [`Digit${number}`, `${number}`])) });

const picked = () => [...document.querySelectorAll(".row.picked")];

function pick(row) {
  if (!row) return;
  row.classList.toggle("picked");
  row.toggleAttribute("aria-selected", row.classList.contains("picked"));
  bulk();
  if (row.nextElementSibling) choose(row.nextElementSibling);
}

function bulk() {
  const bar = document.getElementById("bulk");
  bar.hidden = !picked().length;
  bar.querySelector("[data-picked]").textContent = picked().length;
}

async function markAll(mark) {
  const rows = picked();
  if (mark) {
    const fields = new URLSearchParams(new FormData(document.querySelector('input[name="csrfmiddlewaretoken"]').form));
    fields.delete("post");
    fields.set("mark", mark);
    rows.forEach((row) => fields.append("post", row.dataset.post));
    let answer;
    try { answer = await asJson(`${HERE}/act-all/mark`, fields); } catch { return wait(`${HERE}/act-all/mark`, fields); }
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 503) return wait(`${HERE}/act-all/mark`, fields);
    if (!answer.ok) return tell(...fault(told.error));
    steps = told.steps.map((step) => [step].flat());
    rows.forEach((row) => { row.classList.add("done"); held.delete(row.dataset.address); });
  }
  rows.forEach((row) => { row.classList.remove("picked"); row.removeAttribute("aria-selected"); });
  bulk();
  chosen()?.querySelector("a")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-bulk]");
  if (button) return void markAll(button.dataset.bulk);
  if (event.target.closest("[data-shut]")) event.target.closest("dialog").close();
});

// While some are picked, the keys of the marks are theirs.
for (const key of ["v", "h", "x"]) {
  const alone = KEYS[key];
  KEYS[key] = () => {
    const button = picked().length && [...document.querySelectorAll("#bulk [data-bulk]")].find((one) => one.querySelector("kbd")?.textContent === key);
    if (button) button.click(); else alone();
  };
}

function peek() { document.getElementById("split")?.classList.toggle("alone"); }

function sound() {
  document.querySelectorAll(".art video, .art audio").forEach((one) => { one.muted = !one.muted; });
}

function view(number) {
  const link = document.querySelectorAll(".nav.views a")[number - 1];
  if (link) location.assign(link.href);
}

// --- going anywhere

const goes = document.getElementById("goto");
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.code !== "KeyK" || event.isComposing) return;
  event.preventDefault();
  goes.showModal();
});
goes?.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = document.getElementById("goto-words").value.trim();
  const page = [...goes.querySelectorAll("option")].find((one) => one.value === words);
  if (page) location.assign(page.dataset.address);
  else if (/^[a-z][a-z0-9_-]*:\S+$/.test(words) && !/^(lang|by|has|is|near|after|before|category|platform|account):/.test(words)) location.assign(`${HERE}/posts/${encodeURI(words)}`);
  else location.assign(`${HERE}/inbox?q=${encodeURIComponent(words)}`);
});

// --- keys of one's own, kept in this browser

const change = document.getElementById("change-keys");
if (change) {
  for (const term of document.querySelectorAll("#keys > .keylist dt")) {
    const marks = [...term.querySelectorAll("kbd")].map((one) => one.textContent).filter((one) => /^[a-z,/]$/.test(one));
    for (const key of marks) {
      const label = document.createElement("label");
      label.className = "keyrow";
      const field = Object.assign(document.createElement("input"), { maxLength: 1, value: mine[key] || key, dir: "ltr", autocomplete: "off" });
      field.addEventListener("change", () => own(key, field));
      label.append(`${key}: ${term.nextElementSibling.textContent}`, field);
      change.append(label);
    }
  }
  document.getElementById("keys-back").addEventListener("click", () => {
    Object.keys(mine).forEach((one) => { delete mine[one]; });
    localStorage.removeItem("keys");
    change.querySelectorAll("label").forEach((one) => { one.querySelector("input").value = one.firstChild.textContent[0]; });
  });
}

function own(key, field) {
  const wanted = field.value.toLowerCase();
  const taken = Object.keys(KEYS).some((one) => one !== key && (mine[one] || one) === wanted);
  if (!wanted.trim() || taken) { field.value = mine[key] || key; return; }
  if (wanted === key) delete mine[key]; else mine[key] = wanted;
  localStorage.setItem("keys", JSON.stringify(mine));
}
