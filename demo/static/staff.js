// The pane of graders and case handlers: Slack for those who have it, a mailbox for the others.

import { announce, byId } from "/static/dom.js";
import { Mailbox } from "/static/mail.js";
import { Slack } from "/static/slack.js";

export class StaffPane {
  constructor(people, refresh) {
    this.slack = new Slack(byId("slack"), people, refresh);
    this.inbox = new Mailbox(byId("staff-inbox"), refresh);
  }

  /** Shows the desk of that person; gives whether something is new. */
  update(email, desk) {
    const name = byId("staff-pick").selectedOptions[0].dataset.name || email;
    byId("slack").hidden = Boolean(desk.mailbox);
    byId("staff-inbox").hidden = !desk.mailbox;
    if (!desk.mailbox) return this.slack.update(email, name, desk);
    const fresh = this.inbox.show(email, desk.mailbox);
    if (fresh.length) announce(`Nytt brev til ${name}: ${fresh[0].subject}`);
    return fresh.length > 0;
  }
}
