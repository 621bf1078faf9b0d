package org.matrixee.web.client.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.receipt.ReceiptKind;
import org.matrixee.server.clientsync.RoomPart;
import org.matrixee.server.typing.RoomTyping;
import org.matrixee.web.common.JsonOutput;

/**
 * Writes what is told of a room and not kept: who types, and what was read.
 *
 * <p>v1.19: client-server, {@code m.typing}, {@code m.receipt}.
 */
final class EphemeralWriter {
  private EphemeralWriter() {}

  static void write(RoomPart part, JsonOutput out) {
    RoomTyping typing = part.typing();
    if (typing == null && part.receipts().isEmpty()) {
      return;
    }
    out.ascii(",\"ephemeral\":{\"events\":[");
    String separator = "";
    if (typing != null) {
      typing(typing, out);
      separator = ",";
    }
    for (List<Receipt> ofThread : byThread(part.receipts())) {
      receipts(ofThread, out.ascii(separator));
      separator = ",";
    }
    out.ascii("]}");
  }

  /** An event for each: a user may have read up to the same event in several threads. */
  private static Collection<List<Receipt>> byThread(List<Receipt> receipts) {
    Map<Optional<String>, List<Receipt>> byThread = new LinkedHashMap<>();
    for (Receipt receipt : receipts) {
      byThread
          .computeIfAbsent(Optional.ofNullable(receipt.thread()), thread -> new ArrayList<>())
          .add(receipt);
    }
    return byThread.values();
  }

  private static void typing(RoomTyping typing, JsonOutput out) {
    out.ascii("{\"type\":\"m.typing\",\"content\":{\"user_ids\":[");
    String separator = "";
    for (UserId user : typing.users()) {
      out.ascii(separator).string(user.value());
      separator = ",";
    }
    out.ascii("]}}");
  }

  /** By event, kind and user. */
  private static void receipts(List<Receipt> receipts, JsonOutput out) {
    out.ascii("{\"type\":\"m.receipt\",\"content\":{");
    Map<EventId, Map<ReceiptKind, Map<UserId, Receipt>>> sorted = new LinkedHashMap<>();
    receipts.forEach(
        receipt ->
            sorted
                .computeIfAbsent(receipt.event(), event -> new LinkedHashMap<>())
                .computeIfAbsent(receipt.kind(), kind -> new LinkedHashMap<>())
                .put(receipt.user(), receipt));
    String nextEvent = "";
    for (Map.Entry<EventId, Map<ReceiptKind, Map<UserId, Receipt>>> event : sorted.entrySet()) {
      out.ascii(nextEvent).string(event.getKey().value()).ascii(":{");
      String nextKind = "";
      for (Map.Entry<ReceiptKind, Map<UserId, Receipt>> kind : event.getValue().entrySet()) {
        out.ascii(nextKind).string(kind.getKey().word()).ascii(":{");
        users(kind.getValue(), out);
        out.ascii("}");
        nextKind = ",";
      }
      out.ascii("}");
      nextEvent = ",";
    }
    out.ascii("}}");
  }

  private static void users(Map<UserId, Receipt> users, JsonOutput out) {
    String separator = "";
    for (Map.Entry<UserId, Receipt> user : users.entrySet()) {
      out.ascii(separator).string(user.getKey().value());
      out.ascii(":{\"ts\":").number(user.getValue().ts());
      @Nullable String thread = user.getValue().thread();
      if (thread != null) {
        out.ascii(",\"thread_id\":").string(thread);
      }
      out.ascii("}");
      separator = ",";
    }
  }
}
