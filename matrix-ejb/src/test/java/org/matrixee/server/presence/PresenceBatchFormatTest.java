package org.matrixee.server.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.presence.Wakes;

class PresenceBatchFormatTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");

  @Test
  void readsWhatItWrites() {
    Presence full = new Presence(PresenceState.FREE_FOR_CHAT, "\uD83D\uDE00 \"hi\"\n", 1_412L);
    Wakes some = new Wakes(false, Set.of(BERT), Set.of(7L, 8L));
    PresenceBatch batch =
        new PresenceBatch(
            3,
            6,
            List.of(
                new PresenceUpdate(
                    new UserPresence(ANNA, full, "Anna", "mxc://a/b"), 4, Wakes.EVERYONE),
                new PresenceUpdate(new UserPresence(BERT, Presence.NEVER, null, null), 6, some)));
    assertThat(PresenceBatchFormat.read(PresenceBatchFormat.write(batch))).isEqualTo(batch);
  }

  @Test
  void otherTextsAreRefused() {
    for (String text :
        new String[] {"", "{}", "[]", "{\"after\":1,\"up_to\":2,\"updates\":[{}]}"}) {
      assertThatThrownBy(() -> PresenceBatchFormat.read(text)).isInstanceOf(RuntimeException.class);
    }
  }
}
