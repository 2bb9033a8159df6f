package io.logboom.outputs.mail;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Whom mails are from and for.
 *
 * @param from the sender
 * @param to at least one
 * @param cc who get a copy that all see
 * @param bcc who get a copy that nobody sees
 * @param replyTo who gets answers, when not the sender
 */
public record Addresses(
    Mailbox from, List<Mailbox> to, List<Mailbox> cc, List<Mailbox> bcc, List<Mailbox> replyTo) {

  public Addresses {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    replyTo = List.copyOf(replyTo);
    if (to.isEmpty()) {
      throw new IllegalArgumentException("to needs at least one address");
    }
  }

  /** The addresses of all who get the mail, each once. */
  public List<String> recipients() {
    var all = new LinkedHashSet<String>();
    for (var some : List.of(to, cc, bcc)) {
      some.forEach(one -> all.add(one.address()));
    }
    return List.copyOf(all);
  }
}
