// Small tools for building the page; text always goes in as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** An element; `props` are attributes, `on…` listeners, and `text`. Null children are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function option(value, words, chosen = false) {
  const node = el("option", { value, text: words });
  node.selected = chosen;
  return node;
}

/** Text with its web addresses as links. */
export function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, place) => (place % 2 ? link(part, part) : part));
}

export function link(address, words) {
  if (!/^(https?|mailto):/i.test(address)) return document.createTextNode(words);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", text: words });
}

/** Says something to those who listen instead of looking. */
export function announce(words) {
  byId("said").textContent = words;
}

const ZONE = { timeZone: "Europe/Oslo" };
const CLOCK = new Intl.DateTimeFormat("nb-NO", { ...ZONE, hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("nb-NO", { ...ZONE, weekday: "long", day: "numeric", month: "long" });
const SHORT = new Intl.DateTimeFormat("nb-NO", { ...ZONE, day: "numeric", month: "short" });
const FULL = new Intl.DateTimeFormat("nb-NO", { ...ZONE, day: "numeric", month: "long", year: "numeric" });

export const timeOf = (moment) => CLOCK.format(moment);
export const dayOf = (moment) => DAY.format(moment);
export const shortDay = (moment) => SHORT.format(moment);
export const fullDay = (moment) => FULL.format(moment);
export const shortDate = (iso) => (iso ? SHORT.format(new Date(`${iso}T12:00:00Z`)) : "");
