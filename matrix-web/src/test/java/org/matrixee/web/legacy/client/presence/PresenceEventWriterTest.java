package org.matrixee.web.legacy.client.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.web.common.JsonOutput;

class PresenceEventWriterTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(10_000), ZoneOffset.UTC);
  private static final UserPresence ERIN =
      new UserPresence(
          new UserId("@erin:example.org"),
          new Presence(PresenceState.UNAVAILABLE, "a \"b\"", 9_000L),
          "Erin",
          "http://a/b");
  private static final UserPresence NEVER =
      new UserPresence(new UserId("@new:example.org"), Presence.NEVER, null, null);

  private final PresenceEventWriter writer = new PresenceEventWriter(CLOCK);

  private static String text(JsonOutput out) {
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void eventHasWhatIsSet() {
    assertThat(text(writer.array(List.of(ERIN, NEVER), new JsonOutput())))
        .isEqualTo(
            "[{\"type\":\"m.presence\",\"content\":{\"user_id\":\"@erin:example.org\",\"presence\":\"unavailable\",\"status_msg\":\"a"
                + " \\\"b\\\"\","
                + "\"last_active_ago\":1000,\"displayname\":\"Erin\",\"avatar_url\":\"http://a/b\"}},"
                + "{\"type\":\"m.presence\",\"content\":{\"user_id\":\"@new:example.org\","
                + "\"presence\":\"offline\"}}]");
    assertThat(text(writer.array(List.of(), new JsonOutput()))).isEqualTo("[]");
  }

  @Test
  void eventsFollowOthersInAnOpenArray() {
    JsonOutput out = writer.more(List.of(NEVER), false, new JsonOutput().ascii("[1"));
    assertThat(text(out)).startsWith("[1,{\"type\":\"m.presence\"");
    assertThat(text(writer.more(List.of(), false, new JsonOutput().ascii("[1")))).isEqualTo("[1");
  }

  @Test
  void listAndStatusHaveNoProfile() {
    assertThat(text(writer.list(List.of(NEVER, ERIN), new JsonOutput())))
        .isEqualTo(
            "[{\"user_id\":\"@new:example.org\",\"presence\":\"offline\"},"
                + "{\"user_id\":\"@erin:example.org\",\"presence\":\"unavailable\","
                + "\"status_msg\":\"a \\\"b\\\"\",\"last_active_ago\":1000}]");
    assertThat(text(writer.list(List.of(), new JsonOutput()))).isEqualTo("[]");
    assertThat(text(writer.status(NEVER.presence(), new JsonOutput())))
        .isEqualTo("{\"presence\":\"offline\"}");
  }
}
