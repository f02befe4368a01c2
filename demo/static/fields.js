// What can be filled in: text, choices, dates. Each field gives its value the way the local Slack takes it.

import { el, option } from "/static/dom.js";
import { emoji } from "/static/mrkdwn.js";

const TYPES = {
  email_text_input: "email", url_text_input: "url", number_input: "text", datepicker: "date", timepicker: "time",
};
const GROUPS = { multi_static_select: "checkbox", checkboxes: "checkbox", radio_buttons: "radio" };

export function isField(element) {
  return element.type === "plain_text_input" || element.type === "static_select" || element.type in TYPES || element.type in GROUPS;
}

export class Field {
  constructor(element, id) {
    this.element = element;
    this.id = id;
    this.isGroup = element.type in GROUPS;
    this.node = this.draw();
  }

  /** What is filled in: a text, the value of an option, a list of values, or null. */
  get value() {
    if (!this.isGroup) return this.node.value.trim() || null;
    const chosen = [...this.node.querySelectorAll("input:checked")].map((one) => one.value);
    return this.element.type === "radio_buttons" ? chosen[0] || null : chosen;
  }

  /** Fills in what `value` gave before. */
  set value(filled) {
    if (!this.isGroup) this.node.value = filled ?? "";
    else for (const box of this.node.querySelectorAll("input")) box.checked = [filled].flat().includes(box.value);
  }

  draw() {
    const { element, id } = this;
    if (this.isGroup) return this.group(GROUPS[element.type]);
    if (element.type === "static_select") return this.select();
    const first = element.initial_value || element.initial_date || element.initial_time || "";
    if (element.multiline) return el("textarea", { id, rows: 4, maxlength: element.max_length, placeholder: element.placeholder?.text, text: first });
    const type = TYPES[element.type] || "text";
    return el("input", { id, type, value: first, maxlength: element.max_length, placeholder: element.placeholder?.text });
  }

  choices() {
    const groups = this.element.option_groups || [{ options: this.element.options }];
    return groups.flatMap((group) => group.options.map((one) => [one, group.label?.text]));
  }

  select() {
    const first = this.element.initial_option?.value;
    const empty = option("", this.element.placeholder?.text || "Velg …", !first);
    const groups = this.element.option_groups || [{ options: this.element.options }];
    const drawn = groups.map((group) => {
      const options = group.options.map((one) => option(one.value, emoji(one.text.text), one.value === first));
      return group.label ? el("optgroup", { label: group.label.text }, options) : options;
    });
    return el("select", { id: this.id }, empty, ...drawn.flat());
  }

  group(type) {
    const first = [this.element.initial_option, ...(this.element.initial_options || [])].filter(Boolean).map((one) => one.value);
    const boxes = this.choices().map(([one]) => {
      const box = el("input", { type, name: this.id, value: one.value, checked: first.includes(one.value) });
      const more = one.description ? el("small", { text: ` ${one.description.text}` }) : null;
      return el("label", { class: "choice" }, box, " ", emoji(one.text.text), more);
    });
    return el("div", { id: this.id, role: type === "radio" ? "radiogroup" : "group", class: "choices" }, boxes);
  }
}
