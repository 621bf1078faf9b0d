package org.matrixee.server.news;

import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/** That something changed which streams tell beside events; what it is stands in the database. */
public sealed interface News {
  /** A user changed account data. */
  sealed interface OfAccount extends News {
    /** Who. */
    UserId user();
  }

  /** A user changed account data that only clients know. */
  record AccountDataSet(UserId user) implements OfAccount {}

  /** A user changed push rules, which are account data, too. */
  record PushRules(UserId user) implements OfAccount {}

  /** A user changed whom to ignore, which is account data, too. */
  record IgnoredUsers(UserId user) implements OfAccount {}

  /** Somebody read something in a room. */
  record Receipts(long roomNid) implements News {}

  /** There is a message for a device. */
  record ToDevice(UserId user, DeviceId device) implements News {}

  /** The keys or the set of a user's devices changed, for everyone who shares a room with it. */
  record DeviceList(UserId user) implements News {}
}
