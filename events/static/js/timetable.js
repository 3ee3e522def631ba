// Carries the cards of the timetable, by pointer and by keyboard. Each act posts what the card's form would post.

const STEP = 5; // minutes
const THRESHOLD = 5; // pixels before a press becomes a drag
const EDGE = 48; // pixels from the edge at which the grid scrolls along

const root = document.getElementById("timetable");
const scroller = root.querySelector(".timetable-scroll");
const tray = root.querySelector(".tray");
const bar = document.getElementById("timetable-held");
const said = document.getElementById("timetable-said");
const words = JSON.parse(root.dataset.words);
const first = Number(root.dataset.first) * 60;
const last = Number(root.dataset.last) * 60;
const rooms = [...root.querySelectorAll(".room .room-slots")];

let held = null; // what is carried: card, list, start, length, ghost, target ("grid", "tray" or none)
let press = null; // the pointer that is down on a card
let isBusy = false;

// ---- words and numbers

const two = (number) => String(number).padStart(2, "0");
const clockTime = (minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const snapped = (minutes) => Math.round(minutes / STEP) * STEP;
const between = (least, value, most) => Math.max(least, Math.min(value, most));
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const say = (text) => { said.textContent = text; };

function hourInWords(minute) {
  const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60];
  if (document.documentElement.lang === "fr") return `${hour}\u202fh${rest ? `\u202f${two(rest)}` : ""}`;
  return `${hour % 12 || 12}${rest ? `:${two(rest)}` : ""} ${hour < 12 ? "am" : "pm"}`;
}

function placeInWords() {
  if (held.target === "tray") return words.tray;
  const { start, length, list } = held;
  const place = { from: hourInWords(start), to: hourInWords(start + length), room: list.dataset.name };
  return `${filled(words.place, place)} (${filled(words.length, { minutes: length })})`;
}

// ---- the grid

function draw(element, start, length) {
  const parts = { "--h": Math.floor(start / 60), "--m": start % 60, "--for-h": Math.floor(length / 60), "--for-m": length % 60 };
  Object.entries(parts).forEach(([name, value]) => element.style.setProperty(name, value));
}

function minuteAt(list, y) {
  const box = list.getBoundingClientRect();
  return first + ((y - box.top) / box.height) * (last - first);
}

function listAt(x, card) {
  if (card.closest(".everywhere")) return card.closest(".room-slots");
  return rooms.find((list) => { const box = list.getBoundingClientRect(); return x >= box.left && x < box.right; });
}

// Two at one time stand beside each other.
function spread(list) {
  let until = -1;
  [...list.querySelectorAll(":scope > [data-slot]")].forEach((card) => {
    const start = Number(card.dataset.start);
    const isBeside = start < until && !card.previousElementSibling.classList.contains("is-beside");
    card.classList.toggle("is-beside", isBeside);
    if (!isBeside) until = start + Number(card.dataset.length);
  });
}

const isInside = (element, x, y) => {
  const box = element.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
};

function firstInSight() {
  const box = scroller.getBoundingClientRect();
  const hours = root.querySelector(".hours").getBoundingClientRect();
  const list = rooms.find((one) => one.getBoundingClientRect().left >= hours.right - 1) ?? rooms[0];
  const top = list.parentElement.querySelector(".room-head").getBoundingClientRect().bottom;
  return { list, start: Math.ceil(minuteAt(list, Math.max(top, box.top)) / STEP) * STEP };
}

// ---- picking up, carrying, putting down

function pickUp(card) {
  leave();
  const list = card.closest(".room-slots");
  const length = Number(card.dataset.length);
  const from = list ? { list, start: Number(card.dataset.start) } : firstInSight();
  const ghost = document.createElement("li");
  ghost.className = "placed ghost";
  ghost.setAttribute("aria-hidden", "true");
  held = { card, length, ghost, target: "grid", ...from };
  card.classList.add("is-held");
  root.classList.toggle("is-carrying", !card.closest(".everywhere"));
  showWhereNobodyComes(card);
  card.querySelector(".placed-move").setAttribute("aria-pressed", "true");
  bar.hidden = false;
  bar.querySelector("[data-held=title]").textContent = card.dataset.title;
  bar.querySelector("[data-held=form]").href = card.querySelector("a").href;
  bar.querySelector("[data-act=remove]").hidden = !card.dataset.removal;
  carry({});
}

function carry(change) {
  Object.assign(held, change);
  held.length = between(STEP, held.length, last - first);
  held.start = between(first, held.start, last - held.length);
  held.ghost.hidden = held.target !== "grid";
  held.list.append(held.ghost);
  draw(held.ghost, held.start, held.length);
  const place = placeInWords();
  held.ghost.textContent = place;
  bar.querySelector("[data-held=place]").textContent = place;
}

function showWhereNobodyComes(card) {
  const parts = (card.dataset.away ?? "").trim().split(" ").filter(Boolean).map((part) => part.split("-").map(Number));
  rooms.forEach((list) => parts.forEach(([start, length]) => {
    const from = Math.max(start, first);
    const until = Math.min(start + length, last);
    if (from >= until) return;
    const hatched = document.createElement("li");
    hatched.className = "away";
    hatched.setAttribute("aria-hidden", "true");
    list.append(hatched);
    draw(hatched, from, until - from);
  }));
}

function leave() {
  if (!held) return;
  held.ghost.remove();
  root.classList.remove("is-carrying");
  root.querySelectorAll(".away").forEach((hatched) => hatched.remove());
  held.card.classList.remove("is-held");
  held.card.querySelector(".placed-move")?.setAttribute("aria-pressed", "false");
  tray.classList.remove("is-target");
  bar.hidden = true;
  held = null;
}

function giveUp() {
  const { card } = held;
  leave();
  say(filled(words.kept, { title: card.dataset.title }));
  card.querySelector(".placed-move").focus();
}

function putDown() {
  const { card, list, start, length, target } = held;
  if (target === "tray") return takeOff();
  const data = card.dataset;
  const stays = list === card.closest(".room-slots") && start === Number(data.start) && length === Number(data.length);
  if (stays) return giveUp();
  const values = { starts_at: `${root.dataset.day}T${clockTime(start)}`, duration: length, room: list.dataset.room };
  return send(data.place, { version: data.version, ...values });
}

function takeOff() {
  const { removal, version } = held.card.dataset;
  return removal ? send(removal, { version }) : giveUp();
}

// ---- the server's word

async function send(address, values) {
  if (isBusy) return;
  isBusy = true;
  root.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams({ csrf_token: root.dataset.token, ...values });
    const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body });
    settle(await answer.json());
  } catch {
    leave();
    say(words.failed);
  } finally {
    isBusy = false;
    root.removeAttribute("aria-busy");
  }
}

function settle(answer) {
  leave();
  say(answer.sentence ?? answer.detail ?? words.failed);
  if (!("slot" in answer)) return;
  const old = document.getElementById(`slot-${answer.slot}`);
  const item = answer.talk && document.getElementById(`talk-${answer.talk}`);
  const card = place(answer);
  [old, item].filter((element) => element && element !== card).forEach((element) => element.remove());
  rooms.forEach(spread);
  count(answer);
  Object.entries(answer.badges).forEach(([slot, html]) => {
    document.querySelector(`#slot-${slot} .placed-conflicts`)?.replaceWith(made(html));
  });
  ["undo", "redo"].forEach((step) => {
    document.querySelector(`[data-step=${step}] button`).disabled = !answer[`can_${step}`];
  });
  card?.querySelector(".placed-move")?.focus();
}

function place(answer) {
  if (answer.tray) return add(answer.tray, tray.querySelector(".tray-items"));
  if (!answer.card || answer.day !== root.dataset.day) return null;
  const card = made(answer.card);
  const isBand = !answer.room && !answer.talk;
  const list = isBand ? root.querySelector(".everywhere .room-slots") : rooms.find((one) => one.dataset.room === answer.room);
  if (!list) return null;
  document.getElementById(card.id)?.remove();
  const next = [...list.children].find((other) => Number(other.dataset.start) > Number(card.dataset.start));
  list.insertBefore(card, next ?? null);
  return card;
}

function add(html, list) {
  const item = made(html);
  list.append(item);
  return item;
}

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const element = template.content.firstElementChild;
  makeMovable(element);
  return element;
}

// What the page counts. The points to settle are too many to be counted at each move: their number goes.
function count({ waiting, unscheduled }) {
  const number = document.getElementById("waiting");
  if (number) number.textContent = waiting;
  document.getElementById("tray-count").replaceWith(made(unscheduled));
  const link = document.createElement("a");
  link.href = root.dataset.conflicts;
  link.textContent = words.conflicts;
  document.querySelector(".timetable-conflicts").replaceChildren(link);
}

// ---- what a card gets from this script

function makeMovable(card) {
  if (!("moves" in card.dataset)) return;
  const hours = card.querySelector(".placed-hours");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "placed-hours placed-move";
  button.setAttribute("aria-pressed", "false");
  const name = document.createElement("span");
  name.className = "hidden-text";
  name.textContent = `${filled(words.move, { title: card.dataset.title })}, `;
  button.append(name, hours.textContent.trim());
  hours.replaceWith(button);
  if (card.dataset.slot) {
    const handle = document.createElement("span");
    handle.className = "placed-resize";
    card.append(handle);
  }
}

// ---- pointer

function begin(event) {
  const card = event.target.closest?.("[data-moves]");
  if (event.button !== 0 || !card || isBusy) return;
  if (event.pointerType !== "mouse" && !event.target.closest(".placed-move")) return;
  const top = card.getBoundingClientRect().top;
  const grip = card.dataset.slot ? event.clientY - top : 8;
  root.classList.toggle("is-carrying", !card.closest(".everywhere"));
  press = { card, grip, isResize: Boolean(event.target.closest(".placed-resize")), x: event.clientX, y: event.clientY };
}

function drag(event) {
  if (!press) return;
  if (!press.hasBegun) {
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < THRESHOLD) return;
    press.hasBegun = true;
    pickUp(press.card);
    root.classList.add("is-dragging");
    requestAnimationFrame(scrollAlong);
  }
  press.x = event.clientX;
  press.y = event.clientY;
  follow();
}

function follow() {
  const { card, x, y, grip, isResize } = press;
  if (isResize) return carry({ length: snapped(minuteAt(held.list, y) - held.start) });
  const isOnTray = isInside(tray, x, y) && Boolean(card.dataset.removal);
  const list = isInside(scroller, x, y) && listAt(x, card);
  tray.classList.toggle("is-target", isOnTray);
  if (isOnTray) return carry({ target: "tray" });
  if (!list) return carry({ target: "none" });
  return carry({ target: "grid", list, start: snapped(minuteAt(list, y - grip)) });
}

function scrollAlong() {
  if (!press?.hasBegun) return;
  const box = scroller.getBoundingClientRect();
  const speed = (at, from, to) => (at > to - EDGE ? 10 : at < from + EDGE ? -10 : 0);
  if (isInside(scroller, press.x, press.y)) {
    const down = speed(press.y, Math.max(box.top, 0), Math.min(box.bottom, innerHeight));
    scroller.scrollBy(press.isResize ? 0 : speed(press.x, box.left, box.right), down);
    if (down > 0 ? box.bottom > innerHeight : box.top < 0) scrollBy(0, down);
    follow();
  }
  requestAnimationFrame(scrollAlong);
}

function end(event) {
  const hasBegun = press?.hasBegun;
  if (press && !held) root.classList.remove("is-carrying");
  press = null;
  if (!hasBegun) return;
  root.classList.remove("is-dragging");
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
  if (event.type === "pointerup" && held.target !== "none") putDown();
  else giveUp();
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

// ---- a press without dragging: pick up, then press where it is to go

function click(event) {
  const button = event.target.closest(".placed-move");
  const list = event.target.closest(".room-slots");
  if (button) {
    const card = button.closest("[data-moves]");
    if (held?.card === card) return putDown();
    pickUp(card);
    return say(filled(words.held, { title: card.dataset.title, place: placeInWords() }));
  }
  if (!held || !list || event.target.closest("a")) return;
  const isBand = Boolean(held.card.closest(".everywhere"));
  carry({ target: "grid", list: isBand ? held.list : list, start: snapped(minuteAt(list, event.clientY)) });
  putDown();
}

// ---- keyboard

function carryBy(minutes) { carry({ start: held.start + minutes }); }
function lengthenBy(minutes) { carry({ length: held.length + minutes }); }

function nextRoom(step) {
  const index = rooms.indexOf(held.list);
  if (index >= 0) carry({ list: rooms[between(0, index + step, rooms.length - 1)] });
}

const KEYS = {
  ArrowUp: () => carryBy(-STEP),
  ArrowDown: () => carryBy(STEP),
  PageUp: () => carryBy(-30),
  PageDown: () => carryBy(30),
  ArrowLeft: () => nextRoom(-1),
  ArrowRight: () => nextRoom(1),
  "Shift+ArrowUp": () => lengthenBy(-STEP),
  "Shift+ArrowDown": () => lengthenBy(STEP),
  "Shift+PageUp": () => carryBy(-60),
  "Shift+PageDown": () => carryBy(60),
};

function key(event) {
  if (event.target.matches("input, textarea, select")) return;
  const name = `${event.shiftKey ? "Shift+" : ""}${event.key}`;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    event.preventDefault();
    return document.querySelector(`[data-step=${event.shiftKey ? "redo" : "undo"}] button`).click();
  }
  if (!held || press) return;
  if (event.key === "Escape") return giveUp();
  if (event.key === "Delete") return takeOff();
  if (!KEYS[name] || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  KEYS[name]();
  held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  say(placeInWords());
}

// ---- at last

if (scroller) {
  root.querySelectorAll("[data-moves]").forEach(makeMovable);
  rooms.forEach(spread);
  document.getElementById("timetable-help").hidden = false;
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", drag);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
  document.addEventListener("dragstart", (event) => { if (press) event.preventDefault(); });
  document.addEventListener("keydown", key);
  root.addEventListener("click", click);
  bar.querySelector("[data-act=drop]").addEventListener("click", putDown);
  bar.querySelector("[data-act=leave]").addEventListener("click", giveUp);
  bar.querySelector("[data-act=remove]").addEventListener("click", takeOff);
  document.querySelectorAll("[data-step]").forEach((form) => form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form.action, { day: root.dataset.day });
  }));
}
