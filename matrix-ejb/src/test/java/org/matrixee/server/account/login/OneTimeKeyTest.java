package org.matrixee.server.account.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.matrixee.server.account.Tokens;

class OneTimeKeyTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void sealedSessionKeyIsOpenedByTheSameKeyOnly() {
    OneTimeKey key = OneTimeKey.random(random);
    String session = Tokens.random(random);
    String sealed = key.seal(session);
    assertThat(sealed).isNotEqualTo(session);
    assertThat(key.open(sealed)).isEqualTo(session);
    assertThat(OneTimeKey.random(random).open(sealed)).isNotEqualTo(session);
  }

  @Test
  void sessionKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> OneTimeKey.random(random).seal("QUJD"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysDifferAndAreNotPrinted() {
    OneTimeKey key = OneTimeKey.random(random);
    assertThat(key).isNotEqualTo(OneTimeKey.random(random));
    assertThat(key.hash()).doesNotContain(key.value());
    assertThat(key.toString()).doesNotContain(key.value());
  }
}
