// Talks that a reader chooses, kept in her browser for each event: nothing of it leaves for the server unless she asks.
"use strict";

const words = document.currentScript.dataset;
const key = `my-programme:${words.event}`;

const chosen = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return Array.isArray(kept) ? kept.map(String).filter((id) => /^\d+$/.test(id)) : [];
  } catch {
    return [];
  }
};

const keep = (ids) => {
  try {
    localStorage.setItem(key, JSON.stringify(ids));
    return true;
  } catch {
    return false;
  }
};

const query = (ids) => (ids.length ? `?${ids.map((id) => `talk=${id}`).join("&")}` : "");

const titleOf = (thing) => thing.dataset.title || (thing.querySelector("a") || thing).textContent.trim();

const show = (thing, button, isChosen) => {
  const inFull = isChosen ? words.removeFrom : words.addTo;
  button.textContent = "title" in thing.dataset ? inFull : isChosen ? words.remove : words.add;
  button.setAttribute("aria-label", `${inFull}, ${titleOf(thing)}`);
  thing.classList.toggle("is-chosen", isChosen);
};

const showAll = () => {
  const ids = new Set(chosen());
  for (const button of document.querySelectorAll(".choose")) {
    const thing = button.closest("[data-talk]");
    show(thing, button, ids.has(thing.dataset.talk));
  }
  for (const status of document.querySelectorAll(".own-link [role=status]")) {
    const many = status.dataset.many.replace("{number}", ids.size);
    status.textContent = ids.size === 0 ? "" : ids.size === 1 ? status.dataset.one : many;
  }
};

const addButtons = () => {
  for (const thing of document.querySelectorAll("[data-talk]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "title" in thing.dataset ? "choose button plain" : "choose";
    thing.append(button);
  }
  showAll();
};

// The page "my programme": the server words the talks that this browser names.
const own = document.querySelector("[data-own-programme]:not([data-given])");
const empty = own && own.innerHTML;

const showOwn = async () => {
  const ids = chosen();
  const link = document.querySelector("[data-own-link]");
  link.href = link.href.split("?")[0] + query(ids);
  if (ids.length) {
    const answer = await fetch(words.address + query(ids));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    own.replaceChildren(...page.querySelector("[data-own-programme]").childNodes);
  } else {
    own.innerHTML = empty;
  }
  addButtons();
};

document.addEventListener("click", async (click) => {
  const button = click.target.closest(".choose");
  if (!button) {
    return;
  }
  const id = button.closest("[data-talk]").dataset.talk;
  const ids = chosen();
  keep(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  if (own) {
    await showOwn();
    document.getElementById("content").focus();
  } else {
    showAll();
  }
});

addEventListener("storage", (change) => {
  if (change.key === key) {
    own ? showOwn() : showAll();
  }
});

if (keep(chosen())) {
  own ? showOwn() : addButtons();
}
