// A mailbox: letters newest first, opened in place and answered in place.

import { dayOf, el, linked, shortDay, timeOf } from "/static/dom.js";
import { tell } from "/static/api.js";

export class Mailbox {
  /** `place` is the element that holds it, `answered` is called when a reply has been sent. */
  constructor(place, answered) {
    this.place = place;
    this.answered = answered;
    this.show("", []);
  }

  /** Shows these letters, newest first; gives those that were not there before, none when the person is another. */
  show(owner, mails) {
    const other = owner !== this.owner;
    if (other) {
      this.owner = owner;
      this.known = new Set();
      this.place.replaceChildren(el("p", { class: "empty", text: "Ingen brev ennå." }));
    }
    const fresh = mails.filter((mail) => !this.known.has(mail.id));
    if (fresh.length && !this.known.size) this.place.replaceChildren();
    for (const mail of [...fresh].reverse()) {
      this.place.prepend(this.letter(mail, !other));
      this.known.add(mail.id);
    }
    return other ? [] : fresh;
  }

  letter(mail, isNew) {
    const at = new Date(mail.at);
    const head = el(
      "summary",
      {},
      el("span", { class: "from", text: mail.from.replace(/ <.*/, "") }),
      el("time", { datetime: mail.at, text: `${shortDay(at)} ${timeOf(at)}` }),
      el("span", { class: "subject", text: mail.subject }),
    );
    const facts = [`Fra: ${mail.from}`, `Til: ${mail.to}`, `Sendt: ${dayOf(at)} kl. ${timeOf(at)}`];
    const body = el(
      "div",
      { class: "letter-body" },
      el("p", { class: "facts", text: facts.join("\n") }),
      mail.invitation ? this.invitation(mail.invitation) : null,
      el("div", { class: "letter-text" }, linked(mail.text)),
      mail.attachments.map((part) => el("p", { class: "file", text: `Vedlegg: ${part.name || part.type}` })),
      this.replyBox(mail),
    );
    const letter = el("details", { class: isNew ? "letter new" : "letter", "data-mail": mail.id }, head, body);
    letter.addEventListener("toggle", () => letter.classList.remove("new"));
    return letter;
  }

  /** What a calendar program would show of it. */
  invitation({ summary, when, place, cancelled }) {
    const said = cancelled ? "Avlyst" : "Invitasjon";
    const lines = [el("strong", { text: `${said}: ${summary}` }), el("span", { text: when })];
    if (place) lines.push(el("span", {}, linked(place)));
    return el("section", { class: cancelled ? "invitation cancelled" : "invitation", "aria-label": said }, lines);
  }

  replyBox(mail) {
    const id = `reply-${mail.id}`;
    const text = el("textarea", { id, rows: 3, required: true });
    const said = el("p", { class: "answer", role: "status" });
    const form = el(
      "form",
      { class: "reply", hidden: true },
      el("label", { for: id, text: `Svar til ${mail.reply_to.replace(/\+[^@]*/, "+…")}` }),
      text,
      el("div", { class: "row end" }, said, el("button", { type: "submit", class: "main", text: "Send svar" })),
    );
    const open = el("button", { type: "button", text: "Svar", onclick: () => this.openReply(form, open, text) });
    form.addEventListener("submit", (event) => this.reply(event, mail, text, said));
    return el("div", {}, open, form);
  }

  openReply(form, open, text) {
    form.hidden = false;
    open.hidden = true;
    text.focus();
  }

  async reply(event, mail, text, said) {
    event.preventDefault();
    const subject = /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`;
    try {
      await tell("mail", { from: this.owner, answers: mail.id, subject, text: text.value });
      text.value = "";
      said.textContent = "Sendt.";
      this.answered();
    } catch (fault) {
      said.textContent = fault.message;
    }
  }
}
