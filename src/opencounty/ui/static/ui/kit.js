// What helps a hand that has JavaScript; every page works without it.
const root = document.documentElement;
root.classList.add("js");

function inField(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
}

// buttons that only make sense with JavaScript (class js-only) are shown now
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});

// "/" goes to the search field of the desk
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (inField(event.target)) return;
  const field = document.querySelector("[data-slash]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Enter that only chooses a word of the input method must not send the form
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
}, true);

// a form with data-unsaved asks before what was typed is lost
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target instanceof Element && event.target.closest("form[data-unsaved]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => {
  changed.delete(event.target);
  // and one that was sent is not sent twice by an impatient hand
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  // whoever logs out leaves nothing of theirs in this tab
  if (form.action.includes("/accounts/logout/")) sessionStorage.clear();
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.setTimeout(() => { delete form.dataset.sent; }, 4000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});
window.addEventListener("beforeunload", (event) => {
  if (!changed.size) return;
  event.preventDefault();
  event.returnValue = "";
});

// what a form kept in this tab (keep.js) is forgotten once it was saved: the answer
// then is another page, and not the one that asks to log in
const sent = sessionStorage.getItem("kept-sent");
if (sent && !location.pathname.startsWith("/accounts/")) {
  if (!sent.startsWith(`kept:${location.pathname}:`)) sessionStorage.removeItem(sent);
  sessionStorage.removeItem("kept-sent");
}

// after a refused form the reader starts at the list of mistakes
const mistakes = document.getElementById("mistakes");
if (mistakes) mistakes.focus();
