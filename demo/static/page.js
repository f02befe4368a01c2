// Starts the page, asks every second what is new, and hands it to the three panes.

import { byId, el, option } from "/static/dom.js";
import { ask } from "/static/api.js";
import { StaffPane } from "/static/staff.js";
import { StudentPane } from "/static/student.js";
import { TimePane } from "/static/time.js";

const EVERY = 1000;
const ROLES = { case_handler: "saksbehandler", grader: "sensor" };

class Page {
  constructor(people) {
    this.people = people;
    this.read = {};
    const refresh = () => this.refresh();
    byId("student-pick").append(...people.students.map((one) => option(one.email, one.name)));
    byId("staff-pick").append(...people.staff.map((one) => option(one.email, this.staffName(one))));
    this.student = new StudentPane(people, refresh);
    this.staff = new StaffPane(people, refresh);
    this.time = new TimePane(refresh, (news) => this.visit(news));
    for (const tab of document.querySelectorAll(".tabs button")) {
      tab.addEventListener("click", () => this.turnTo(tab.dataset.pane));
    }
    byId("staff-pick").addEventListener("change", refresh);
    this.student.choose();
  }

  staffName(one) {
    const role = ROLES[one.role] || "sensor";
    return `${one.name}, ${one.external ? "ekstern " : ""}${role}${one.slack ? "" : " (bare e-post)"}`;
  }

  /** Asks what is new; a question that is overtaken by a later one is not shown. */
  async refresh() {
    const asked = (this.asked = {});
    clearTimeout(this.timer);
    const who = { student: byId("student-pick").value, staff: byId("staff-pick").value };
    try {
      const state = await ask("state", who);
      if (asked === this.asked) this.show(who, state);
      byId("lost").hidden = true;
    } catch {
      byId("lost").textContent = "Demoen svarer ikke. Er den stoppet? Siden prøver igjen.";
      byId("lost").hidden = false;
    }
    if (asked === this.asked) this.timer = setTimeout(() => this.refresh(), EVERY);
  }

  show(who, state) {
    if (this.student.update(who.student, state.mailbox)) this.mark("student");
    if (this.staff.update(who.staff, state.desk)) this.mark("staff");
    this.time.update(state);
    this.read[who.student] = state.counts[who.student];
    this.read[who.staff] = state.counts[who.staff];
    for (const kind of ["student", "staff"]) this.countUnread(byId(`${kind}-pick`), state.counts);
  }

  countUnread(pick, counts) {
    for (const choice of pick.options) {
      choice.dataset.name ??= choice.textContent;
      const unread = (counts[choice.value] || 0) - (this.read[choice.value] || 0);
      const words = unread > 0 ? `${choice.dataset.name} (${unread} ny${unread > 1 ? "e" : ""})` : choice.dataset.name;
      if (choice.textContent !== words) choice.textContent = words;
    }
  }

  mark(pane) {
    if (byId(pane).classList.contains("shown")) return;
    const dot = document.querySelector(`.tabs [data-pane=${pane}] .dot`);
    dot.replaceChildren(el("span", { class: "unseen", text: "nytt" }));
    dot.hidden = false;
  }

  turnTo(pane) {
    for (const tab of document.querySelectorAll(".tabs button")) {
      const here = tab.dataset.pane === pane;
      byId(tab.dataset.pane).classList.toggle("shown", here);
      if (here) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    const dot = document.querySelector(`.tabs [data-pane=${pane}] .dot`);
    if (dot) dot.hidden = true;
  }

  visit(news) {
    const pick = byId(`${news.place}-pick`);
    const known = [...pick.options].some((choice) => choice.value === news.to);
    if (known && pick.value !== news.to) {
      pick.value = news.to;
      pick.dispatchEvent(new Event("change"));
    }
    if (news.place === "student") this.student.turnTo("inbox");
    this.turnTo(news.place);
    byId(news.place).focus();
  }
}

new Page(await ask("people"));
