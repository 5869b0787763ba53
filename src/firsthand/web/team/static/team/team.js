// The quick lock: the page is covered at once, and the session is locked; what was written stays, under the cover.
"use strict";

const covered = document.getElementById("cover");

function coverAll() {
  document.querySelectorAll("video, audio").forEach((one) => one.pause());
  document.querySelectorAll("dialog[open]").forEach((one) => one.close());
  for (const one of document.body.children) if (one !== covered) one.inert = true;
  document.querySelector(".app").hidden = true;
  covered.hidden = false;
  document.title = "Firsthand";
  covered.querySelector("a").focus();
}

async function lockNow() {
  coverAll();
  const fields = new URLSearchParams(new FormData(document.getElementById("lock-form")));
  await fetch("/lock", { method: "POST", body: fields, credentials: "same-origin", redirect: "manual" }).catch(() => document.getElementById("lock-form").submit());
}

async function uncover() {
  if (covered.hidden || document.visibilityState !== "visible") return;
  const answer = await fetch(`${HERE}/live`, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const written = [...document.querySelectorAll("textarea, input[type=text], input:not([type])")].some((one) => one.value !== one.defaultValue);
  if (!written) return void location.reload();
  for (const one of document.body.children) one.inert = false;
  document.querySelector(".app").hidden = false;
  covered.hidden = true;
}

KEYS.l = () => lockNow();
PLACES.KeyL = "l";
document.getElementById("lock-form")?.addEventListener("submit", (event) => { event.preventDefault(); lockNow(); });
document.addEventListener("desk-closed", coverAll);
document.addEventListener("visibilitychange", uncover);
window.addEventListener("focus", uncover);

// Who else reads this: told when a post is shown, when its grade is begun, and again from time to time; never for what is fetched ahead.
// Who comes, goes and decides meanwhile arrives with the news.
async function beside() {
  if (document.visibilityState !== "visible" || !covered.hidden) return;
  const line = post()?.querySelector("[data-reading]");
  if (!line) return;
  const doing = document.activeElement?.closest("#grade-sheet") ? "?doing=grade" : "";
  const answer = await fetch(line.dataset.reading + doing, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
  if (answer?.ok && line.isConnected && !line.querySelector("a")) line.innerHTML = (await answer.text()).trim(); // what was decided meanwhile stays
}

document.addEventListener("desk-news", ({ detail }) => {
  const line = post()?.querySelector("[data-reading]");
  if (line && detail.near && post().dataset.post === detail.near.post && line.innerHTML !== detail.near.part) line.innerHTML = detail.near.part;
});
let grading = null; // the sheet that was told of
document.addEventListener("focusin", ({ target }) => {
  const sheet = target.closest("#grade-sheet");
  if (sheet !== grading) { grading = sheet; beside(); }
});

if (pane()) new MutationObserver((seen) => { if (seen.some((one) => one.target === pane())) beside(); }).observe(pane(), { childList: true });
setInterval(beside, 30000);
beside();
