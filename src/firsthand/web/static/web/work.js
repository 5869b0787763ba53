// Bringing in piece by piece, jobs and news. Without script the same forms and links do it.
"use strict";

const csrf = () => document.querySelector('input[name="csrfmiddlewaretoken"]')?.value || "";
const posted = (address, body, type) => fetch(address, {
  method: "POST", body, credentials: "same-origin",
  headers: { Accept: "application/json", "X-CSRFToken": csrf(), ...(type ? { "Content-Type": type } : {}) },
});
const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });

// --- bringing in

const bringing = document.querySelector("form[data-upload]");
if (bringing && window.crypto?.subtle) {
  const dropped = [];
  const drop = bringing.querySelector("[data-drop]");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry?.()).filter(Boolean);
    for (const entry of entries) await walk(entry, "", dropped);
    if (dropped.length) send(bringing, dropped.splice(0));
  });
  bringing.addEventListener("submit", (event) => {
    const files = [...bringing.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files])
      .map((file) => ({ file, path: file.webkitRelativePath || file.name }));
    if (!files.length) return;
    event.preventDefault();
    send(bringing, files);
  });
}

async function walk(entry, above, into) {
  if (entry.isFile) return void into.push({ path: above + entry.name, file: await new Promise((done, no) => entry.file(done, no)) });
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, no) => reader.readEntries(done, no));
    if (!some.length) return;
    for (const one of some) await walk(one, `${above}${entry.name}/`, into);
  }
}

async function send(form, files) {
  const said = document.getElementById("bring").dataset;
  const line = form.querySelector("[data-line]");
  const bar = form.querySelector("progress");
  form.querySelector("[data-sending-now]").hidden = false;
  form.querySelectorAll("button").forEach((one) => { one.disabled = true; });
  const list = files.filter(({ path }) => !path.split("/").some((part) => part.startsWith(".")));
  const total = list.reduce((sum, { file }) => sum + file.size, 0) || 1;
  const announce = new URLSearchParams({
    files: JSON.stringify(list.map(({ path, file }) => ({ path, size: file.size, modified: Math.floor(file.lastModified) || 0 }))),
  });
  try {
    const begun = await asked(() => posted(`${HERE}/import/uploads`, announce), line, said.again);
    let come = begun.files.reduce((sum, one) => sum + one.offset, 0);
    for (let number = 0; number < list.length; number += 1) {
      const { file } = list[number];
      let { offset } = begun.files[number];
      while (offset < file.size) {
        line.textContent = `${said.sending}: ${Math.floor((100 * come) / total)} %`;
        bar.value = come / total;
        const data = await file.slice(offset, offset + 2097152).arrayBuffer();
        const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map((one) => one.toString(16).padStart(2, "0")).join("");
        const address = `${HERE}/import/uploads/${begun.upload}/${number}?offset=${offset}&sha256=${digest}`;
        const told = await asked(() => posted(address, data, "application/octet-stream"), line, said.again, async () => {
          const now = await (await fetch(`${HERE}/import/uploads/${begun.upload}`, { headers: { Accept: "application/json" } })).json();
          return { offset: now.files[number].offset };
        });
        come += told.offset - offset;
        offset = told.offset;
      }
    }
    bar.value = 1;
    line.textContent = said.done;
    const order = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const told = await asked(() => posted(`${HERE}/import/uploads/${begun.upload}`, order), line, said.again);
    location.assign(`${HERE}/jobs/${told.job}`);
  } catch (error) {
    line.replaceChildren(...(error.told || [error.message]));
    form.querySelectorAll("button").forEach((one) => { one.disabled = false; });
  }
}

// Ask until the desk answers; a place that differs is asked for; what the desk refuses ends it.
async function asked(request, line, again, elsewhere) {
  for (let wait = 500; ; wait = Math.min(wait * 2, 15000)) {
    let answer;
    try { answer = await request(); } catch { line.textContent = again; await rest(wait); continue; }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return told;
    if (told.error?.code === "other-offset" && elsewhere) return elsewhere();
    if (answer.status >= 500 && told.error?.code !== "disk-full") { line.textContent = again; await rest(wait); continue; }
    throw Object.assign(new Error(again), { told: told.error ? fault(told.error) : [again] });
  }
}

// --- news: what others did, what came in, how far the work is. Nothing that is read is moved; a press shows it.

const news = document.getElementById("news");
if (news && window.EventSource && document.body.dataset.entries) {
  const stream = new EventSource(`${HERE}/live?since=${document.body.dataset.entries}`);
  stream.addEventListener("news", (event) => {
    const told = JSON.parse(event.data);
    if (told.lines.map((one) => one.words).join() !== [...news.children].map((one) => one.textContent).join()) {
      news.replaceChildren(...told.lines.map(({ words, address }) => {
        const link = document.createElement("a");
        link.className = "btn small";
        link.href = address;
        link.textContent = words;
        return link;
      }));
    }
    document.dispatchEvent(new CustomEvent("desk-news", { detail: told }));
    work();
  });
  stream.addEventListener("closed", () => { stream.close(); document.dispatchEvent(new Event("desk-closed")); });
  window.addEventListener("pagehide", () => stream.close());
}

async function work() {
  const part = (address) => fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).then((one) => (one.ok ? one.text() : null));
  const line = await part(`${HERE}/jobs`).catch(() => null);
  if (line !== null) document.getElementById("work").innerHTML = line.trim();
  const job = document.getElementById("job");
  if (!job || ["done", "failed", "stopped"].includes(job.dataset.state)) return;
  const now = await part(`${HERE}/jobs/${job.dataset.job}`).catch(() => null);
  if (now !== null && !job.contains(document.activeElement)) job.outerHTML = now;
}
