package org.matrixee.server.federation.out;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.OutboxStore.Backlog;

/** Shows administrators what waits for whom. */
@ApplicationScoped
public class OutboxView {
  private OutboxTransactions transactions;

  /** For the container's proxies. */
  protected OutboxView() {}

  /** With what it needs. */
  @Inject
  public OutboxView(OutboxTransactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A destination.
   *
   * @param waitingPdus events that it has not taken
   * @param waitingEdus EDUs that are kept for it
   * @param oldestTs when the oldest of these events was made, ms since 1970; null if none waits
   * @param failingSince ms since 1970; null if it answers
   * @param failures attempts in a row that have failed
   * @param nextTry ms since 1970; null if it answers
   * @param lastError why the last attempt failed; null if it answers
   */
  public record Line(
      ServerName destination,
      long waitingPdus,
      long waitingEdus,
      @Nullable Long oldestTs,
      @Nullable Long failingSince,
      int failures,
      @Nullable Long nextTry,
      @Nullable String lastError) {

    private static Line of(Backlog backlog) {
      return new Line(
          backlog.state().server(),
          backlog.waiting(),
          backlog.waitingEdus(),
          backlog.oldestTs(),
          backlog.state().failingSince(),
          backlog.state().failures(),
          backlog.state().retryAt(),
          backlog.state().lastError());
    }
  }

  /**
   * Every server for which something waits or that does not answer, by name.
   *
   * @throws MatrixException M_FORBIDDEN if the requester is no administrator
   */
  public List<Line> lines(Requester requester) {
    if (!requester.admin()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "Only the server's administrators may do this.");
    }
    return transactions.backlogs().stream().map(Line::of).toList();
  }
}
