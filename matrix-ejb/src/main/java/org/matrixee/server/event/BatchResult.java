package org.matrixee.server.event;

import java.util.List;
import java.util.Map;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.event.RoomEventsAppended.Restored;

/**
 * What a committed batch did.
 *
 * @param results one for each command, in order
 * @param appended the new events, in stream order
 * @param redacted whether an event was stripped
 * @param restored memberships that changed without an event of their own
 * @param outgoing the greatest position for each server that is sent one of the events
 * @param heads the rooms' heads after the batch
 * @param answers of requests with a transaction id, also of those that were done before
 */
record BatchResult(
    List<CommandResult> results,
    List<Appended> appended,
    boolean redacted,
    List<Restored> restored,
    Map<ServerName, Long> outgoing,
    List<RoomWork> heads,
    Map<TransactionKey, RoomOutcome> answers) {}
