// The student's pane: a mail to the exam office, with ready examples, and the mailbox.

import { announce, byId, el, option } from "/static/dom.js";
import { tell } from "/static/api.js";
import { Mailbox } from "/static/mail.js";

const LANGUAGES = { nb: "Bokmål", nn: "Nynorsk", en: "English" };
const KINDS = { begrunnelse: "Be om begrunnelse", klage: "Klage på karakteren", formellfeil: "Klage på formell feil" };

export class StudentPane {
  constructor(people, refresh) {
    this.people = people;
    this.refresh = refresh;
    this.inbox = new Mailbox(byId("inbox"), refresh);
    byId("mail-to").append(...people.boxes.map((box) => option(box, box)));
    byId("example-language").append(...Object.entries(LANGUAGES).map(([code, words]) => option(code, words)));
    byId("example-kinds").append(...Object.entries(KINDS).map(([box, words]) => this.example(box, words)));
    byId("write").addEventListener("submit", (event) => this.send(event));
    byId("show-write").addEventListener("click", () => this.turnTo("write"));
    byId("show-inbox").addEventListener("click", () => this.turnTo("inbox"));
    byId("student-pick").addEventListener("change", () => this.choose());
  }

  get chosen() {
    const email = byId("student-pick").value;
    return this.people.students.find((one) => one.email === email);
  }

  /** Makes the pane ready for the student who is chosen. */
  choose() {
    const { language, results } = this.chosen;
    byId("example-language").value = language;
    byId("example-exam").replaceChildren(...results.map((one, place) => option(place, one.exam)));
    byId("example-exam-label").hidden = results.length < 2;
    byId("write").reset();
    byId("example-language").value = language;
    byId("mail-answer").textContent = "";
    this.refresh();
  }

  example(box, words) {
    return el("button", { type: "button", text: words, onclick: () => this.fill(box) });
  }

  fill(box) {
    const language = byId("example-language").value;
    const example = this.people.examples.find((one) => one.box === box && one.language === language);
    const own = this.chosen.results[byId("example-exam").value] || { exam: "TDT4100", candidate: "10001" };
    const facts = { ...own, name: this.chosen.name };
    const filled = (text) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
    byId("mail-to").value = example.to;
    byId("mail-subject").value = filled(example.subject);
    byId("mail-text").value = filled(example.text);
  }

  async send(event) {
    event.preventDefault();
    const [to, subject, text] = ["to", "subject", "text"].map((name) => byId(`mail-${name}`).value);
    const said = byId("mail-answer");
    try {
      await tell("mail", { from: this.chosen.email, to, subject, text });
      byId("mail-subject").value = byId("mail-text").value = "";
      said.textContent = "E-posten er sendt.";
      this.turnTo("inbox");
    } catch (fault) {
      said.textContent = fault.message;
    }
    this.refresh();
  }

  turnTo(part) {
    for (const name of ["write", "inbox"]) {
      byId(name).hidden = name !== part;
      byId(`show-${name}`).setAttribute("aria-pressed", String(name === part));
    }
  }

  /** Shows the mailbox and says what is new; gives whether something is. */
  update(email, mails) {
    const fresh = this.inbox.show(email, mails);
    byId("inbox-count").textContent = mails.length ? String(mails.length) : "";
    if (fresh.length) announce(`Nytt brev til ${this.chosen.name}: ${fresh[0].subject}`);
    return fresh.length > 0;
  }
}
