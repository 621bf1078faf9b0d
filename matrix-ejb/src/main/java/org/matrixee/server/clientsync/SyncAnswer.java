package org.matrixee.server.clientsync;

import java.util.List;
import java.util.Map;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.EventId;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.relation.Aggregation;

/**
 * What is new for a client.
 *
 * @param next where to go on
 * @param joined rooms that the user is in
 * @param left rooms that the user was in
 * @param invited rooms that the user is invited to
 * @param knocked rooms that the user asks to be let in
 * @param data what the user's clients keep of the whole account
 * @param told what is told of the children of events in timelines
 * @param device what the device that asks is told for encryption
 */
public record SyncAnswer(
    StreamToken.Live next,
    List<RoomPart> joined,
    List<RoomPart> left,
    List<RoomOutside> invited,
    List<RoomOutside> knocked,
    List<UserPresence> presence,
    List<AccountDatum> data,
    Map<EventId, Aggregation> told,
    DeviceNews device) {
  /** Copies the lists. */
  public SyncAnswer {
    joined = List.copyOf(joined);
    left = List.copyOf(left);
    invited = List.copyOf(invited);
    knocked = List.copyOf(knocked);
    presence = List.copyOf(presence);
    data = List.copyOf(data);
    told = Map.copyOf(told);
  }

  /** Nothing is new. */
  static SyncAnswer nothing(StreamToken.Live position) {
    return quiet(position, List.of(), DeviceNews.NOTHING);
  }

  /** No room has something new. */
  static SyncAnswer quiet(
      StreamToken.Live position, List<UserPresence> presence, DeviceNews device) {
    return new SyncAnswer(
        position, List.of(), List.of(), List.of(), List.of(), presence, List.of(), Map.of(),
        device);
  }

  /** Whether there is something to tell beside presence. */
  boolean isWorthTelling() {
    return !joined.isEmpty()
        || !left.isEmpty()
        || !invited.isEmpty()
        || !knocked.isEmpty()
        || !data.isEmpty()
        || device.isWorthTelling();
  }
}
