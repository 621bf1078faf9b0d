package org.matrixee.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/** Which names may be registered, and how people may name themselves when they log in. */
class LocalUsersTest {
  private static final ServerName SERVER = new ServerName("example.org:8448");

  @Test
  void wantedNameIsFolded() {
    assertThat(LocalUsers.ofLocalpart("Kim.Lee-1", SERVER))
        .isEqualTo(new UserId("@kim.lee-1:example.org:8448"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "@a", "a/b", "a#b", "a%41", "\u00e9", "a\u0000b"})
  void nameThatWouldNeedQuotingIsRefused(String localpart) {
    assertThatThrownBy(() -> LocalUsers.ofLocalpart(localpart, SERVER))
        .isInstanceOf(MatrixException.class);
  }

  @Test
  void allottedNamesDiffer() {
    SecureRandom random = new SecureRandom();
    UserId one = LocalUsers.random(SERVER, random);
    assertThat(one).isNotEqualTo(LocalUsers.random(SERVER, random));
    assertThat(one.server()).isEqualTo(SERVER);
  }

  @Test
  void loginTakesLocalpartsAndFullIdsInAnyCase() {
    UserId kim = new UserId("@kim:example.org:8448");
    assertThat(LocalUsers.parse("KIM", SERVER)).contains(kim);
    assertThat(LocalUsers.parse("@Kim:EXAMPLE.org:8448", SERVER)).contains(kim);
    assertThat(LocalUsers.parse("@kim:elsewhere.org", SERVER)).isEmpty();
    assertThat(LocalUsers.parse("not a name", SERVER)).isEmpty();
  }

  @Test
  void userNamesOfTodayMayHoldSlashesAndBecomeSmall() {
    assertThat(LocalUsers.ofUsername("Kim/Lee._=-+1", SERVER))
        .isEqualTo(new UserId("@kim/lee._=-+1:example.org:8448"));
    assertThat(LocalUsers.parse("kim/lee", SERVER))
        .contains(new UserId("@kim/lee:example.org:8448"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "@a", "a~b", "a#b", "a%41", "\u00e9", "a\u0000b"})
  void userNamesThatNobodyCanHaveAreRefused(String username) {
    assertThatThrownBy(() -> LocalUsers.ofUsername(username, SERVER))
        .isInstanceOf(MatrixException.class);
  }
}
