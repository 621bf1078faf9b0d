package org.matrixee.store.jpa;

import org.matrixee.model.event.EventStatus;

/** How {@code event.status} is written. */
public final class StatusCode {
  /** {@link EventStatus#ACCEPTED}, for conditions in SQL. */
  public static final int ACCEPTED = 0;

  private StatusCode() {}

  /** The number kept for a status; these never change. */
  public static int code(EventStatus status) {
    return switch (status) {
      case ACCEPTED -> ACCEPTED;
      case SOFT_FAILED -> 1;
      case REJECTED -> 2;
      case OUTLIER -> 3;
    };
  }

  /** The status behind a number. */
  public static EventStatus status(int code) {
    return switch (code) {
      case ACCEPTED -> EventStatus.ACCEPTED;
      case 1 -> EventStatus.SOFT_FAILED;
      case 2 -> EventStatus.REJECTED;
      case 3 -> EventStatus.OUTLIER;
      default -> throw new IllegalStateException("unknown event status " + code);
    };
  }
}
