// Slack's mrkdwn as elements: bold, italic, struck, code, quotes, links, people, dates and a few emoji.

import { dayOf, el, fullDay, link, shortDay, timeOf } from "/static/dom.js";

const EMOJI = {
  wave: "👋", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", calendar: "📅", date: "📅", bell: "🔔", email: "📧", envelope: "✉️", tada: "🎉",
  thumbsup: "👍", "+1": "👍", eyes: "👀", pencil: "📝", memo: "📝", lock: "🔒", red_circle: "🔴", rotating_light: "🚨",
  large_green_circle: "🟢", large_yellow_circle: "🟡", information_source: "ℹ️", question: "❓", speech_balloon: "💬",
};
const INLINE = /(`[^`\n]+`)|<([^>\n]+)>|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])|:([a-z0-9_+-]+):/gu;

const unescaped = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
export const emoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] || whole);

/** The nodes of a text object, plain or mrkdwn. */
export function words(object, people = {}) {
  return object.type === "plain_text" ? [emoji(object.text)] : mrkdwn(object.text, people);
}

/** The nodes of a mrkdwn text. */
export function mrkdwn(text, people = {}) {
  return text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, place) =>
    place % 2 ? [el("pre", { text: unescaped(part) })] : lines(part, people));
}

function lines(text, people) {
  const nodes = [];
  for (const [place, line] of text.split("\n").entries()) {
    const quoted = line.startsWith("&gt;");
    if (place && !(quoted && nodes.at(-1)?.tagName === "BLOCKQUOTE")) nodes.push(el("br"));
    nodes.push(...(quoted ? [el("blockquote", {}, inline(line.slice(4).trimStart(), people))] : inline(line, people)));
  }
  return nodes;
}

function inline(text, people) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(unescaped(text.slice(end, found.index)), token(found, people));
    end = found.index + found[0].length;
  }
  return [...nodes, unescaped(text.slice(end))];
}

function token([whole, code, angle, mark, marked, name], people) {
  if (code) return el("code", { text: unescaped(code.slice(1, -1)) });
  if (angle) return pointed(angle, people);
  if (mark) return el({ "*": "strong", _: "em", "~": "s" }[mark], {}, inline(marked, people));
  return EMOJI[name] || whole;
}

function pointed(inside, people) {
  const [target, label] = inside.split("|");
  if (target.startsWith("@")) return el("span", { class: "mention", text: `@${people[target.slice(1)] || label || target.slice(1)}` });
  if (target.startsWith("#")) return el("span", { class: "mention", text: `#${label || target.slice(1)}` });
  if (target.startsWith("!date^")) return dated(target, label);
  if (target.startsWith("!")) return el("span", { class: "mention", text: `@${label || target.slice(1)}` });
  return link(unescaped(target), unescaped(label || target.replace(/^mailto:/, "")));
}

function dated(target, fallback) {
  const [, seconds, form = ""] = target.split("^");
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return document.createTextNode(fallback || "");
  const shown = form.replace(/\{(\w+)\}/g, (_, part) => datePart(part, at));
  return el("time", { datetime: at.toISOString(), title: fullDay(at), text: shown || fallback });
}

function datePart(part, at) {
  if (part.startsWith("time")) return timeOf(at);
  if (part.startsWith("date_long")) return dayOf(at);
  return part.startsWith("date_short") ? shortDay(at) : fullDay(at);
}
