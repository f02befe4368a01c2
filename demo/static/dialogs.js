// The two dialogs: Slack's question before a button acts, and its modals.

import { byId, el } from "/static/dom.js";
import { drawn } from "/static/blocks.js";
import { words } from "/static/mrkdwn.js";

/** Asks what the button's confirm object asks; gives whether the person said yes. */
export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  const dialog = byId("confirm");
  byId("confirm-title").textContent = question.title.text;
  byId("confirm-text").replaceChildren(...words(question.text));
  byId("confirm-no").textContent = question.deny.text;
  byId("confirm-yes").textContent = question.confirm.text;
  byId("confirm-yes").className = `sb ${question.style === "danger" ? "danger" : "primary"}`;
  dialog.showModal();
  return new Promise((answer) => {
    const end = (said) => {
      dialog.onclose = null;
      dialog.close();
      answer(said);
    };
    byId("confirm-yes").onclick = () => end(true);
    byId("confirm-no").onclick = () => end(false);
    dialog.onclose = () => end(false);
  });
}

export class Modal {
  /** `act` has `submit(view, values)`, `close(view)` and `press(view, element, value)`; submit gives faults by block. */
  constructor(people, act) {
    this.people = people;
    this.act = act;
    this.dialog = byId("modal");
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.act.close(this.view);
    });
  }

  show(view) {
    if (!view) {
      if (this.dialog.open) this.dialog.close();
      this.view = null;
      return;
    }
    if (this.view && this.view.hash === view.hash && this.view.id === view.id) return;
    const filled = this.view?.id === view.id ? [...this.fields].map(([block, field]) => [block, field.value]) : [];
    this.view = view;
    this.draw(view);
    for (const [block, value] of filled) if (this.fields.has(block)) this.fields.get(block).value = value;
    if (!this.dialog.open) this.dialog.showModal();
  }

  draw(view) {
    this.fields = new Map();
    const press = (element, value) => this.act.press(view, element, value);
    const screen = { id: view.id, people: this.people, fields: this.fields, press };
    const close = el("button", { type: "button", class: "sb", text: view.close?.text || "Lukk", onclick: () => this.act.close(view) });
    const submit = view.submit ? el("button", { type: "submit", class: "sb primary", text: view.submit.text }) : null;
    const form = el(
      "form",
      { novalidate: true },
      el("h2", { id: "modal-title", text: view.title.text }),
      el("div", { class: "modal-body" }, drawn(view.blocks, screen)),
      el("div", { class: "row end" }, close, submit),
    );
    form.addEventListener("submit", (event) => this.submit(event, view));
    this.dialog.replaceChildren(form);
  }

  async submit(event, view) {
    event.preventDefault();
    const values = Object.fromEntries([...this.fields].map(([block, field]) => [block, field.value]));
    const errors = await this.act.submit(view, values);
    for (const place of this.dialog.querySelectorAll("[data-block]")) {
      const wrong = errors[place.dataset.block] || "";
      place.querySelector(".b-error").textContent = wrong.replace("Please complete this required field.", "Fyll ut dette feltet.");
      if (wrong) place.querySelector("input, textarea, select")?.setAttribute("aria-invalid", "true");
    }
    this.dialog.querySelector("[aria-invalid]")?.focus();
  }
}
