// The clock that can be pushed, the cases, and what has been sent out.

import { announce, byId, el, shortDate, shortDay, timeOf } from "/static/dom.js";
import { tell } from "/static/api.js";

const DATES = [
  ["due", "frist"],
  ["target", "mål"],
  ["interim_due", "foreløpig svar"],
  ["promised", "lovet"],
  ["done_on", "ferdig"],
  ["told_deadline", "klagefrist"],
];
const PAST = ["done_on", "told_deadline"];
const WAYS = { mail: "E-post", slack: "Slack" };

/** The dates that still say something: those ahead of an open case, those behind a finished one. */
function datesOf(one) {
  const own = DATES.filter(([name]) => one[name] && (!one.done_on || PAST.includes(name)));
  return own.filter(([name]) => name !== "target" || one.target !== one.due);
}

export class TimePane {
  /** `visit` is called with a piece of news that somebody wants to see. */
  constructor(refresh, visit) {
    this.refresh = refresh;
    this.visit = visit;
    this.seen = {};
    for (const button of byId("pushes").querySelectorAll("button")) {
      button.addEventListener("click", () => this.push(button.dataset.push));
    }
  }

  async push(to) {
    this.setBusy(true);
    byId("clock-answer").textContent = "Klokka går …";
    try {
      const clock = await tell("clock", { to });
      byId("clock-answer").textContent = "";
      announce(`Klokka er ${clock.time}, ${clock.day}`);
    } catch (fault) {
      byId("clock-answer").textContent = fault.message;
    }
    this.setBusy(false);
    this.refresh();
  }

  setBusy(busy) {
    for (const button of byId("pushes").querySelectorAll("button")) button.setAttribute("aria-disabled", String(busy));
    byId("pushes").classList.toggle("busy", busy);
  }

  update({ clock, cases, news }) {
    byId("clock-time").textContent = clock.time;
    byId("clock-time").setAttribute("datetime", clock.iso);
    byId("clock-day").textContent = clock.day;
    byId("now").textContent = `${clock.day} kl. ${clock.time}`;
    this.redraw("cases", cases, () => [cases.length ? this.caseList(cases) : el("p", { class: "empty", text: "Ingen saker ennå." })]);
    this.redraw("news", news, () => (news.length ? news.map((one) => this.newsLine(one)) : [el("li", { class: "empty", text: "Ingenting ennå." })]));
  }

  redraw(name, content, draw) {
    const written = JSON.stringify(content);
    if (this.seen[name] === written) return;
    this.seen[name] = written;
    byId(name).replaceChildren(...draw());
  }

  caseList(cases) {
    return el("ul", { class: "cases" }, cases.map((one) => this.caseCard(one)));
  }

  caseCard(one) {
    const dates = datesOf(one).map(([name, words]) => `${words} ${shortDate(one[name])}`);
    return el(
      "li",
      { class: `case ${one.state}`, "data-case": one.number },
      el("p", { class: "case-title" }, el("strong", { text: `Sak ${one.number}` }), ` ${one.kind} · ${one.exam}`),
      el("p", { class: "case-who", text: `${one.name}, kandidat ${one.candidate}` }),
      el("p", {}, el("span", { class: "state", text: one.outcome ? `${one.status}: ${one.outcome}` : one.status })),
      el("p", { class: "case-dates", text: dates.join(" · ") }),
    );
  }

  newsLine(one) {
    const at = new Date(one.at);
    const button = el(
      "button",
      { type: "button", title: "Vis", onclick: () => this.visit(one) },
      el("span", { class: "news-head", text: `${shortDay(at)} ${timeOf(at)} · ${WAYS[one.way]} til ${one.name}` }),
      el("span", { class: "news-what", text: one.what }),
    );
    return el("li", { class: one.way }, button);
  }
}
