package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.fixtures.RoomTimeline;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;
import org.matrixee.server.json.JsonReader;

/**
 * What one event costs: run {@code main} by hand. The target is under 80 microseconds to make one.
 */
public final class EventMakingMeasurement {
  private static final SignedPduFactory FACTORY =
      new SignedPduFactory(RoomVersions.get(RoomVersion.V2014), Users.SIGNER);
  private static final EventDraft MESSAGE =
      EventDraft.message(
          Users.ALICE,
          EventType.MESSAGE,
          Texts.object(
              "{'msgtype':'m.text','body':'The quick brown fox jumps over the lazy dog."
                  + " Caf\u00e9!'}"));
  private static final EventPlace PLACE =
      new EventPlace(
          Users.ROOM,
          Users.EXAMPLE,
          "wAumPSTsWFabcdefgh",
          1_412_600_000_000L,
          17,
          List.of(
              new EventReference(
                  new EventId("abcdefghijklmnopqr@example.org"),
                  "5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos")),
          List.of(),
          null,
          0,
          null);

  // Of the thread, so that other work on the machine does not count.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private static long sink;

  private EventMakingMeasurement() {}

  /** Prints microseconds per operation, the best of several rounds on a warm machine. */
  public static void main(String[] arguments) {
    SignedPdu pdu = FACTORY.make(MESSAGE, PLACE);
    byte[] bytes = pdu.json().sharedBytes();
    byte[] signed = new byte[500];
    StateMap state = RoomTimeline.publicRoom().state();
    RoomAuthorizer rules = RoomRules.of(RoomVersion.V2014).authorizer(AuthOptions.STRICT);
    System.out.printf(Locale.ROOT, "the event has %d bytes%n", bytes.length);
    measure("make (build, hash, strip, sign, bytes)", () -> make().json().length());
    measure("  of which Ed25519 alone", () -> Users.SIGNER.sign(signed).length());
    measure("  of which building the PDU", () -> build().size());
    measure("  of which one canonical write", () -> CanonicalJson.write(pdu.event().pdu()).length);
    measure("authorize a message", () -> rules.check(MESSAGE, state).isAllowed() ? 1 : 0);
    measure("read and decode its bytes", () -> decode(bytes).type().length());
  }

  private static SignedPdu make() {
    return FACTORY.make(MESSAGE, PLACE);
  }

  private static JsonObject build() {
    return PduCodecs.of(RoomVersions.get(RoomVersion.V2014)).build(MESSAGE, PLACE);
  }

  private static Event decode(byte[] bytes) {
    return PduCodecs.of(RoomVersions.get(RoomVersion.V2014))
        .decode(JsonReader.PDU.readObject(bytes));
  }

  private static void measure(String what, IntSupplier work) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 12; round++) {
      int count = 0;
      long start = CPU.getCurrentThreadCpuTime();
      long spent = 0;
      while (spent < 300_000_000L) {
        for (int i = 0; i < 50; i++) {
          sink += work.getAsInt();
        }
        count += 50;
        spent = CPU.getCurrentThreadCpuTime() - start;
      }
      best = Math.min(best, spent / 1000.0 / count);
    }
    System.out.printf(Locale.ROOT, "%-40s %8.2f us%n", what, best);
    if (sink == 0) {
      throw new IllegalStateException("nothing was done");
    }
  }
}
