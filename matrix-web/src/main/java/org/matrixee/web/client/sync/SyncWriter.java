package org.matrixee.web.client.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.server.clientsync.RoomOutside;
import org.matrixee.server.clientsync.RoomPart;
import org.matrixee.server.clientsync.RoomSummary;
import org.matrixee.server.clientsync.RoomTimeline;
import org.matrixee.server.clientsync.SyncAnswer;
import org.matrixee.server.clientsync.SyncRequest;
import org.matrixee.server.levels.LevelViews;
import org.matrixee.server.push.RoomUnread;
import org.matrixee.server.relation.Aggregation;
import org.matrixee.web.client.event.CurrentEventWriter;
import org.matrixee.web.client.presence.PresenceWriter;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.StreamTokens;

/**
 * Writes the answers of {@code /sync}. What is empty is left out.
 *
 * <p>v1.19: client-server, "Syncing".
 */
@ApplicationScoped
public class SyncWriter {
  private static final String EVENTS = "\":{\"events\":";

  private CurrentEventWriter events;
  private PresenceWriter presence;

  /** For the container. */
  public SyncWriter() {}

  /** With what writes the parts. */
  @Inject
  public SyncWriter(CurrentEventWriter events, PresenceWriter presence) {
    this.events = events;
    this.presence = presence;
  }

  /** The answer for a device. */
  public byte[] write(SyncAnswer answer, SyncRequest request, Requester requester) {
    JsonOutput out = new JsonOutput();
    out.ascii("{\"next_batch\":").string(StreamTokens.write(answer.next()));
    data(answer.data(), out);
    if (!answer.presence().isEmpty()) {
      presence.array(answer.presence(), out.ascii(",\"presence").ascii(EVENTS)).ascii("}");
    }
    DeviceNewsWriter.write(answer.device(), out);
    Fields rooms = new Fields(out.ascii(",\"rooms\":{"));
    Reader reader = new Reader(request, requester.tokenNid(), answer.told());
    parts("join", answer.joined(), reader, rooms);
    parts("leave", answer.left(), reader, rooms);
    outside("invite", answer.invited(), rooms);
    outside("knock", answer.knocked(), rooms);
    return out.ascii("}}").toBytes();
  }

  /**
   * Who is told.
   *
   * @param told what is told of the children of events
   */
  private record Reader(SyncRequest request, long deviceNid, Map<EventId, Aggregation> told) {}

  /** The fields of an open object. */
  private static final class Fields {
    private final JsonOutput out;
    private boolean first = true;

    Fields(JsonOutput out) {
      this.out = out;
    }

    JsonOutput next(String key) {
      out.ascii(first ? "" : ",").string(key).ascii(":");
      first = false;
      return out;
    }
  }

  private void parts(String key, List<RoomPart> parts, Reader reader, Fields rooms) {
    if (!parts.isEmpty()) {
      JsonOutput out = rooms.next(key).ascii("{");
      Fields byRoom = new Fields(out);
      for (RoomPart part : parts) {
        byRoom.next(part.room().value());
        part(part, reader, out);
      }
      out.ascii("}");
    }
  }

  private void part(RoomPart part, Reader reader, JsonOutput out) {
    RoomTimeline timeline = part.timeline();
    out.ascii("{\"timeline\":{\"limited\":").ascii(timeline.limited() ? "true" : "false");
    out.ascii(",\"prev_batch\":").string(StreamTokens.write(timeline.start()));
    array(timeline.events(), reader, out.ascii(",\"events\":")).ascii("}");
    out.ascii(reader.request().stateAfter() ? ",\"state_after" : ",\"state").ascii(EVENTS);
    array(LevelViews.withoutOlder(part.state()), reader, out).ascii("}");
    RoomSummary summary = part.summary();
    if (summary != null) {
      summary(summary, out);
    }
    RoomUnread unread = part.unread();
    if (unread != null) {
      unread(unread, reader.request().filter().timeline().unreadThreads(), out);
    }
    EphemeralWriter.write(part, out);
    data(part.data(), out);
    out.ascii("}");
  }

  private JsonOutput array(List<StoredEvent> some, Reader reader, JsonOutput out) {
    return reader.request().filter().federationFormat()
        ? events.ofServers(some, out)
        : events.ofRoom(some, reader.told(), reader.deviceNid(), out);
  }

  private static void summary(RoomSummary summary, JsonOutput out) {
    out.ascii(",\"summary\":{\"m.joined_member_count\":").number(summary.joined());
    out.ascii(",\"m.invited_member_count\":").number(summary.invited());
    if (!summary.heroes().isEmpty()) {
      String separator = ",\"m.heroes\":[";
      for (var hero : summary.heroes()) {
        out.ascii(separator).string(hero.value());
        separator = ",";
      }
      out.ascii("]");
    }
    out.ascii("}");
  }

  private static void unread(RoomUnread unread, boolean byThread, JsonOutput out) {
    count(byThread ? unread.main() : unread.total(), out.ascii(",\"unread_notifications\":"));
    if (byThread && !unread.threads().isEmpty()) {
      Fields threads = new Fields(out.ascii(",\"unread_thread_notifications\":{"));
      unread.threads().forEach((root, count) -> count(count, threads.next(root)));
      out.ascii("}");
    }
  }

  private static void count(RoomUnread.Count count, JsonOutput out) {
    out.ascii("{\"notification_count\":").number(count.notified());
    out.ascii(",\"highlight_count\":").number(count.highlighted()).ascii("}");
  }

  private static void data(List<AccountDatum> data, JsonOutput out) {
    if (!data.isEmpty()) {
      out.ascii(",\"account_data").ascii(EVENTS);
      String separator = "[";
      for (AccountDatum datum : data) {
        out.ascii(separator).ascii("{\"type\":").string(datum.type());
        out.ascii(",\"content\":").utf8(datum.content().sharedBytes()).ascii("}");
        separator = ",";
      }
      out.ascii("]}");
    }
  }

  private void outside(String key, List<RoomOutside> some, Fields rooms) {
    if (!some.isEmpty()) {
      JsonOutput out = rooms.next(key).ascii("{");
      Fields byRoom = new Fields(out);
      for (RoomOutside room : some) {
        byRoom.next(room.room().value()).ascii("{\"").ascii(key).ascii("_state").ascii(EVENTS);
        events.stripped(room.state(), out).ascii("}}");
      }
      out.ascii("}");
    }
  }
}
