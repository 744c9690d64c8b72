// Keys stand on the very button or link (data-hotkey), so that key and click cannot drift apart.
import { eventToHotkeyString, install, normalizeHotkey, uninstall } from "../hotkey/index.js";

const MEMORY = "towa-keys";
const bound = new Set();

function wanted() {
  return localStorage.getItem(MEMORY) !== "off";
}

function bind(root) {
  if (!wanted()) return;
  for (const element of root.querySelectorAll("[data-hotkey]")) {
    if (bound.has(element)) continue;
    install(element);
    bound.add(element);
  }
}

function release(elements) {
  for (const element of elements) {
    uninstall(element);
    bound.delete(element);
  }
}

function words(element) {
  const label = element.dataset.hotkeyLabel || element.getAttribute("aria-label") || element.innerText;
  return (label || element.labels?.[0]?.innerText || element.placeholder || "").trim();
}

function keycaps(hotkey) {
  return hotkey.split(" ").map((stroke) => {
    const cap = document.createElement("kbd");
    cap.textContent = stroke.replace("Shift+?", "?").replace("Control", "Ctrl").replaceAll("+", " + ");
    return cap;
  });
}

function list() {
  const place = document.querySelector("[data-keys-list]");
  place.replaceChildren();
  for (const element of document.querySelectorAll("[data-hotkey]")) {
    const term = document.createElement("dt");
    term.append(...keycaps(element.dataset.hotkey));
    const meaning = document.createElement("dd");
    meaning.textContent = words(element);
    place.append(term, meaning);
  }
}

// The library leaves fields alone altogether; combinations with Control (save and next) must work there too.
function pressedInField(event) {
  if (!wanted() || event.isComposing || !event.ctrlKey || !event.target.matches?.("input, select, textarea")) return;
  const pressed = eventToHotkeyString(event);
  for (const element of document.querySelectorAll("[data-hotkey]")) {
    if (normalizeHotkey(element.dataset.hotkey) === pressed) {
      event.preventDefault();
      element.click();
      return;
    }
  }
}

// While an input method composes, a key belongs to the word being written and to nothing else.
function guardComposition(event) {
  if (event.isComposing || event.keyCode === 229) event.stopPropagation();
}

export function startKeys() {
  window.addEventListener("keydown", guardComposition, true);
  document.addEventListener("keydown", pressedInField);
  bind(document);
  document.addEventListener("htmx:afterSettle", () => {
    release([...bound].filter((element) => !element.isConnected));
    bind(document);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-opens="keys"]')) list();
  });
  const box = document.getElementById("keys-on");
  if (!box) return;
  box.checked = wanted();
  box.addEventListener("change", () => {
    localStorage.setItem(MEMORY, box.checked ? "on" : "off");
    if (box.checked) bind(document);
    else release([...bound]);
  });
}
