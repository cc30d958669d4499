// What is typed into a long form is kept in this tab until it is saved: a session that
// ended or a browser that failed loses nothing. A form says under which name: data-keep.
const form = document.querySelector("form[data-keep]");
const WAIT = 800;
const NOT_KEPT = ["csrfmiddlewaretoken", "token", "opened_at", "then", "keep"];

function typed() {
  return Array.from(new FormData(form).entries()).filter(
    ([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name),
  );
}

function said(when) {
  return when.slice(11, 16);
}

function local(now) {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString();
}

function start() {
  const name = `kept:${location.pathname}:${form.dataset.keep}`;
  const offer = document.querySelector("[data-kept]");
  const note = document.querySelector("[data-kept-said]");
  const before = JSON.stringify(typed());
  let timer = 0;

  function keep() {
    const now = JSON.stringify(typed());
    if (now === before) return;
    const when = local(new Date());
    sessionStorage.setItem(name, JSON.stringify({ when, typed: now }));
    if (note) note.textContent = `${said(when)} 已暂存在这台电脑`;
  }

  function restore(entries) {
    Array.from(form.elements).forEach((field) => {
      if (!field.name || NOT_KEPT.includes(field.name) || field.type === "file") return;
      const values = entries.filter((entry) => entry[0] === field.name).map((e) => e[1]);
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = values.includes(field.value);
      } else if (values.length) {
        [field.value] = values;
      }
    });
    form.querySelectorAll("details").forEach((part) => { part.open = true; });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function proposed() {
    const kept = JSON.parse(sessionStorage.getItem(name) || "null");
    if (!kept || !offer || kept.typed === before) {
      sessionStorage.removeItem(name);
      return;
    }
    offer.querySelector("[data-kept-at]").textContent = said(kept.when);
    offer.hidden = false;
    offer.querySelector("[data-kept-restore]").addEventListener("click", () => {
      restore(JSON.parse(kept.typed));
      offer.hidden = true;
      form.querySelector("input:not([type=hidden]), textarea").focus();
    });
    offer.querySelector("[data-kept-drop]").addEventListener("click", () => {
      sessionStorage.removeItem(name);
      offer.hidden = true;
    });
  }

  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, WAIT);
  });
  // sent forms are forgotten by kit.js on the next page, unless that asks to log in
  form.addEventListener("submit", () => {
    keep();
    sessionStorage.setItem("kept-sent", name);
  });
  proposed();
}

if (form) start();
