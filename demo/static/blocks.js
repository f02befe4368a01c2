// Block Kit as elements: what stands in messages, on the Home tab and in modals.

import { el } from "/static/dom.js";
import { Field, isField } from "/static/fields.js";
import { emoji, mrkdwn, words } from "/static/mrkdwn.js";

const DRAWN = {
  section: (block, screen) => section(block, screen),
  header: (block) => el("h4", { class: "b-header", text: emoji(block.text.text) }),
  divider: () => el("hr", { class: "b-divider" }),
  context: (block, screen) => el("div", { class: "b-context" }, block.elements.map((part) => small(part, screen))),
  actions: (block, screen) => el("div", { class: "b-actions" }, block.elements.map((part) => interactive(part, block, screen))),
  input: (block, screen) => input(block, screen),
  image: (block) => el("p", { class: "b-context", text: block.alt_text }),
  markdown: (block, screen) => el("p", { class: "b-section" }, mrkdwn(block.text, screen.people)),
};

/**
 * The elements of some blocks. A `screen` has `people` (id to name), `press(action_id, value, element)` for what is
 * clicked, and `fields`, a map that is filled with what can be filled in.
 */
export function drawn(blocks, screen) {
  return blocks.map((block) => DRAWN[block.type]?.(block, screen)).filter(Boolean);
}

function section(block, screen) {
  const text = el("div", { class: "b-text" });
  if (block.text) text.append(el("p", {}, words(block.text, screen.people)));
  if (block.fields) text.append(el("div", { class: "b-fields" }, block.fields.map((one) => el("p", {}, words(one, screen.people)))));
  const beside = block.accessory ? interactive(block.accessory, block, screen) : null;
  return el("div", { class: "b-section" }, text, beside);
}

function small(part, screen) {
  return part.type === "image" ? el("span", { text: part.alt_text }) : el("span", {}, words(part, screen.people));
}

function interactive(element, block, screen) {
  if (element.type === "button") return button(element, screen);
  if (element.type === "overflow") return overflow(element, screen);
  if (!isField(element)) return null;
  const field = new Field(element, `${screen.id}-${block.block_id}-${element.action_id}`);
  screen.fields?.set(block.block_id, field);
  field.node.addEventListener("change", () => screen.press(element, field.value));
  if (!field.node.hasAttribute("aria-label")) {
    field.node.setAttribute("aria-label", element.placeholder?.text || block.text?.text || "Velg");
  }
  return field.node;
}

function button(element, screen) {
  const props = { class: `sb ${element.style || ""}`, "data-action": element.action_id, "data-value": element.value };
  if (element.accessibility_label) props["aria-label"] = element.accessibility_label;
  if (!/^https?:/i.test(element.url || "")) return el("button", { type: "button", ...props, text: emoji(element.text.text), onclick: () => screen.press(element, element.value) });
  const told = () => screen.press(element, element.value);
  return el("a", { ...props, href: element.url, target: "_blank", rel: "noopener noreferrer", text: emoji(element.text.text), onclick: told });
}

function overflow(element, screen) {
  const choices = element.options.map((one) =>
    el("button", { type: "button", class: "sb", text: emoji(one.text.text), onclick: () => screen.press(element, one.value) }));
  return el("details", { class: "b-overflow" }, el("summary", { "aria-label": "Flere valg", text: "⋯" }), ...choices);
}

function input(block, screen) {
  const field = new Field(block.element, `${screen.id}-${block.block_id}`);
  screen.fields.set(block.block_id, field);
  if (block.dispatch_action) field.node.addEventListener("change", () => screen.press(block.element, field.value));
  const optional = block.optional ? el("span", { class: "optional", text: " (valgfritt)" }) : null;
  const label = field.isGroup
    ? el("p", { class: "b-label", id: `${field.id}-label` }, block.label.text, optional)
    : el("label", { class: "b-label", for: field.id }, block.label.text, optional);
  const hint = block.hint ? el("p", { class: "b-hint", id: `${field.id}-hint`, text: block.hint.text }) : null;
  const wrong = el("p", { class: "b-error", id: `${field.id}-error`, role: "alert" });
  field.node.setAttribute("aria-describedby", `${field.id}-hint ${field.id}-error`);
  if (field.isGroup) field.node.setAttribute("aria-labelledby", `${field.id}-label`);
  return el("div", { class: "b-input", "data-block": block.block_id }, label, field.node, hint, wrong);
}
