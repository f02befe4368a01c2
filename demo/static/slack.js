// Slack as one person sees it: the direct channel with the bot, its threads, and the bot's Home tab.

import { announce, dayOf, el, timeOf } from "/static/dom.js";
import { tell } from "/static/api.js";
import { drawn } from "/static/blocks.js";
import { confirmed, Modal } from "/static/dialogs.js";
import { mrkdwn } from "/static/mrkdwn.js";

const HINTS = ["sak", "hjelp", "gitt ", "ikke møtt ", "sendt ", "/sak", "/muntlig ", "/begrunnelse", "/klage"];
const NEAR_THE_END = 80;

export class Slack {
  constructor(place, people, refresh) {
    this.refresh = refresh;
    this.people = Object.fromEntries(people.staff.map((one) => [one.email, one.name]));
    this.nodes = new Map();
    this.modal = new Modal({}, {
      submit: (view, values) => this.submit(view, values),
      close: (view) => this.told("slack/close", { view: view.id }),
      press: (view, element, value) => this.press(view.id, element, value),
    });
    this.build(place);
  }

  build(place) {
    this.tabs = ["Meldinger", "Hjem"].map((words, number) =>
      el("button", { type: "button", "aria-pressed": String(number === 0), text: words, onclick: () => this.turnTo(number) }));
    this.list = el("div", { class: "messages", role: "log", "aria-label": "Meldinger", tabindex: 0 });
    this.homePlace = el("div", { class: "messages home", hidden: true });
    this.back = el("button", { type: "button", class: "sb back", hidden: true, text: "← Tilbake fra tråden", onclick: () => this.openThread("") });
    this.text = el("textarea", { id: "slack-text", rows: 1, "aria-label": "Melding til Fristvakt", placeholder: "Melding til Fristvakt" });
    this.wrong = el("p", { class: "b-error", role: "alert" });
    this.form = el(
      "form",
      { class: "composer" },
      el("div", { class: "hints", role: "group", "aria-label": "Ting å skrive" }, HINTS.map((words) => this.hint(words))),
      el("div", { class: "typing" }, this.text, el("button", { type: "submit", class: "sb primary", text: "Send" })),
      this.wrong,
    );
    this.form.addEventListener("submit", (event) => this.say(event));
    this.text.addEventListener("keydown", (event) => this.key(event));
    const head = el("div", { class: "slack-head" }, el("span", { class: "avatar bot", "aria-hidden": "true", text: "F" }), el("strong", { text: "Fristvakt" }), el("span", { class: "app", text: "APP" }));
    place.append(head, el("div", { class: "segments slack-tabs", role: "group", "aria-label": "Fristvakt i Slack" }, this.tabs), this.back, this.list, this.homePlace, this.form);
  }

  hint(words) {
    const take = () => {
      this.text.value = words;
      this.text.focus();
    };
    return el("button", { type: "button", class: "hint", text: words.trim(), onclick: take });
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  turnTo(number) {
    this.tabs.forEach((tab, place) => tab.setAttribute("aria-pressed", String(place === number)));
    this.list.hidden = this.form.hidden = number === 1;
    this.homePlace.hidden = number === 0;
    if (number === 1) {
      this.openThread("");
      this.told("slack/home", {});
    }
  }

  openThread(ts) {
    this.thread = ts;
    this.back.hidden = !ts;
    this.redraw();
    this.list.scrollTop = this.list.scrollHeight;
    if (ts) this.text.focus();
  }

  /** Shows what that person sees; gives whether the bot has written something new. */
  update(email, name, desk) {
    const other = email !== this.email;
    if (other) {
      Object.assign(this, { email, thread: "", known: new Set() });
      this.nodes.clear();
      this.list.replaceChildren();
      this.back.hidden = true;
      this.wrong.textContent = "";
      this.turnTo(0);
    }
    this.name = name.split(",")[0];
    this.desk = desk;
    this.redraw();
    this.showHome(desk.home);
    this.modal.show(desk.modal);
    const fresh = desk.messages.filter((one) => one.user === desk.bot && !this.known.has(one.ts));
    fresh.forEach((one) => this.known.add(one.ts));
    if (other || !fresh.length) return false;
    announce(`Ny melding i Slack til ${this.name}: ${fresh.at(-1).text}`);
    return true;
  }

  redraw() {
    if (!this.desk) return;
    const { messages } = this.desk;
    const inThread = (one) => one.ts === this.thread || one.thread_ts === this.thread;
    const shown = messages.filter((one) => (this.thread ? inThread(one) : !one.thread_ts || one.thread_ts === one.ts));
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_THE_END;
    const held = this.heldFocus();
    const nodes = shown.flatMap((one, place) => this.withDay(one, shown[place - 1]));
    if (!nodes.length) nodes.push(this.nothing());
    if (nodes.length !== this.list.childNodes.length || nodes.some((node, place) => node !== this.list.childNodes[place])) {
      this.list.replaceChildren(...nodes);
      if (held) this.giveFocus(held);
      if (atEnd) this.list.scrollTop = this.list.scrollHeight;
    }
  }

  nothing() {
    return this.kept("nothing", "", () => el("p", { class: "empty", text: "Ingen meldinger ennå. Her kommer sakene når noen skriver." }));
  }

  withDay(message, before) {
    const at = moment(message.ts);
    const day = dayOf(at);
    const node = this.kept(message.ts, JSON.stringify([message, this.thread, this.repliesTo(message).at(-1)]), () => this.message(message, at));
    if (before && dayOf(moment(before.ts)) === day) return [node];
    return [this.kept(`day ${day} ${message.ts}`, day, () => el("p", { class: "day" }, el("span", { text: day }))), node];
  }

  kept(key, content, draw) {
    const known = this.nodes.get(key);
    if (known?.content === content) return known.node;
    const node = draw();
    this.nodes.set(key, { content, node });
    return node;
  }

  message(message, at) {
    const own = message.user !== this.desk.bot;
    const name = own ? this.name : "Fristvakt";
    const seen = message.is_ephemeral ? el("p", { class: "only", text: "Bare synlig for deg" }) : null;
    const screen = { id: message.ts, people: this.people, fields: new Map(), press: (element, value) => this.press(message.ts, element, value) };
    const body = message.blocks?.length ? drawn(message.blocks, screen) : [el("p", {}, mrkdwn(message.text, this.people))];
    const edited = message.edited && own ? el("span", { class: "edited", text: " (endret)" }) : null;
    return el(
      "article",
      { class: `message ${message.is_ephemeral ? "ephemeral" : ""}`, "data-ts": message.ts, tabindex: -1, "aria-label": `${name} kl. ${timeOf(at)}` },
      el("span", { class: `avatar ${own ? "" : "bot"}`, "aria-hidden": "true", text: own ? initials(name) : "F" }),
      el(
        "div",
        { class: "message-body" },
        seen,
        el("p", { class: "byline" }, el("strong", { text: name }), own ? null : el("span", { class: "app", text: "APP" }), el("time", { text: timeOf(at) }), edited),
        body,
        this.threadLink(message),
      ),
    );
  }

  threadLink(message) {
    if (this.thread || message.is_ephemeral) return null;
    const replies = this.repliesTo(message);
    const words = replies.length ? `${replies.length} svar` : "Svar i tråd";
    const open = el("button", { type: "button", class: replies.length ? "thread has" : "thread", text: words, onclick: () => this.openThread(message.ts) });
    if (!replies.length) return open;
    const last = replies.at(-1);
    const who = last.user === this.desk.bot ? "Fristvakt" : this.name;
    return el("p", { class: "last-reply" }, open, " ", el("span", {}, `${who}: `, mrkdwn(last.text.split("\n")[0], this.people)));
  }

  repliesTo(message) {
    return this.desk.messages.filter((one) => one.thread_ts === message.ts && one.ts !== message.ts);
  }

  showHome(home) {
    const written = JSON.stringify(home);
    if (written === this.homeWritten) return;
    this.homeWritten = written;
    const screen = { id: "home", people: this.people, fields: new Map(), press: (element, value) => this.press(home.id, element, value) };
    this.homePlace.replaceChildren(...(home ? drawn(home.blocks, screen) : [el("p", { class: "empty", text: "Her er det tomt ennå." })]));
  }

  heldFocus() {
    const here = document.activeElement;
    const message = this.list.contains(here) ? here.closest(".message") : null;
    return message && { ts: message.dataset.ts, action: here.dataset.action };
  }

  giveFocus({ ts, action }) {
    const message = this.list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!message || message.contains(document.activeElement)) return;
    const button = action && message.querySelector(`[data-action="${CSS.escape(action)}"]`);
    (button || message).focus({ preventScroll: true });
  }

  async press(screen, element, value) {
    if (await confirmed(element.confirm)) await this.told("slack/click", { screen, action: element.action_id, value });
  }

  async submit(view, values) {
    const said = await this.told("slack/submit", { view: view.id, values });
    return said?.errors || {};
  }

  async say(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    await this.told("slack/say", { text, thread: this.thread || null });
    this.list.scrollTop = this.list.scrollHeight;
  }

  async told(path, body) {
    this.wrong.textContent = "";
    const done = tell(path, { staff: this.email, ...body }).catch((fault) => {
      this.wrong.textContent = fault.message;
    });
    const said = await done;
    await this.refresh();
    return said;
  }
}

const moment = (ts) => new Date(Number(ts) * 1000);
const initials = (name) => name.split(/[\s-]+/).map((part) => part[0]).slice(0, 2).join("");
