// The workshop pages. Everything here has a link or a form that does the same without script.
"use strict";

const writing = document.querySelector("form[data-unsaved]");
if (writing) {
  const field = writing.querySelector("textarea");
  const before = field.value;
  let sent = false;
  writing.addEventListener("submit", () => { sent = true; });
  // Words that were not saved are not lost by going away without being asked.
  window.addEventListener("beforeunload", (event) => { if (!sent && field.value !== before) event.preventDefault(); });
  field.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(field, event.key === "ArrowUp" ? -1 : 1);
  });
}

// The paragraph that the cursor is in changes places with its neighbour.
function move(field, by) {
  const parts = field.value.split("\n\n");
  let at = 0;
  let passed = 0;
  while (at < parts.length - 1 && passed + parts[at].length + 2 <= field.selectionStart) { passed += parts[at].length + 2; at += 1; }
  const other = at + by;
  if (other < 1 || at < 1 || other >= parts.length) return; // what stands first is the head of the file
  [parts[at], parts[other]] = [parts[other], parts[at]];
  field.value = parts.join("\n\n");
  const start = parts.slice(0, other).reduce((sum, one) => sum + one.length + 2, 0);
  field.setSelectionRange(start, start);
}

// What was opened for this page alone is covered again when one leaves it, or looks elsewhere.
const clear = document.querySelector("[data-clear]");
if (clear) {
  const coverAgain = () => { const told = document.createElement("p"); told.textContent = clear.dataset.covered; clear.replaceChildren(told); };
  window.addEventListener("pagehide", coverAgain);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") coverAgain(); });
}

// Words that are selected in a text go into the field that asks for them.
for (const field of document.querySelectorAll("textarea[data-from]")) {
  const text = document.getElementById(field.dataset.from);
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen.isCollapsed && text.contains(chosen.anchorNode) && text.contains(chosen.focusNode)) field.value = chosen.toString();
  });
}
