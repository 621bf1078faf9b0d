package org.matrixee.server.mail;

import java.util.concurrent.CompletionStage;

/** Sends mail. */
public interface MailSender {
  /**
   * Hands a mail to the mail server, on a thread of its own. Called outside any transaction.
   *
   * @return complete once the mail server has taken the mail
   * @throws org.matrixee.model.error.MatrixException M_UNKNOWN with status 503, also through the
   *     stage, if it has not: nothing is tried again
   */
  CompletionStage<Void> send(Mail mail);
}
