package org.matrixee.server.account.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Argon2id, RFC 9106")
class Argon2idHashTest {
  private static final Argon2idHash.Cost CHEAP = new Argon2idHash.Cost(64, 2, 1);
  private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final FixedBlockPool memory = new FixedBlockPool(64);

  /** Made by other implementations: the reference one ("argon2" of Debian), and Password4j. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ' ',
      value = {
        "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "\"correct horse\" $argon2id$v=19$m=19456,t=2,p=1$eH+g1sd1nU5nLh2ZaJUgGA"
            + "$SY4bLkKY2FOQENdilBnNJtFG+gS3kpPlTHa+AYOTKH4"
      })
  void hashesOfOtherProgramsAreUnderstood(String password, String text) {
    Argon2idHash hash = Argon2idHash.parse(text);
    assertThat(hash.matches(password, memory)).isTrue();
    assertThat(hash.matches(password + " ", memory)).isFalse();
    assertThat(hash).hasToString(text);
  }

  @Test
  void memoryThatWasUsedBeforeChangesNothing() {
    String first = Argon2idHash.of("one", CHEAP, SALT, 32, memory).toString();
    Argon2idHash.of("another", CHEAP, SALT, 32, memory);
    assertThat(Argon2idHash.of("one", CHEAP, SALT, 32, memory)).hasToString(first);
    assertThat(Argon2idHash.of("one", CHEAP, SALT, 32, new FixedBlockPool(1))).hasToString(first);
  }

  @Test
  void everyInputCounts() {
    String hash = text("one", CHEAP, SALT);
    assertThat(text("two", CHEAP, SALT)).isNotEqualTo(hash);
    assertThat(text("one", new Argon2idHash.Cost(128, 2, 1), SALT)).isNotEqualTo(hash);
    assertThat(text("one", new Argon2idHash.Cost(64, 3, 1), SALT)).isNotEqualTo(hash);
    assertThat(text("one", CHEAP, "another salt".getBytes(StandardCharsets.US_ASCII)))
        .isNotEqualTo(hash);
  }

  /** The last part only: the rest differs anyway. */
  private String text(String password, Argon2idHash.Cost cost, byte[] salt) {
    String text = Argon2idHash.of(password, cost, salt, 32, memory).toString();
    return text.substring(text.lastIndexOf('$'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
        "$argon2i$v=19$m=64,t=2,p=1$MDEyMzQ1Njc$MDEyMzQ1Njc",
        "$argon2id$v=16$m=64,t=2,p=1$MDEyMzQ1Njc$MDEyMzQ1Njc",
        "$argon2id$v=19$m=0,t=2,p=1$MDEyMzQ1Njc$MDEyMzQ1Njc",
        "$argon2id$v=19$m=99999999999,t=2,p=1$MDEyMzQ1Njc$MDEyMzQ1Njc",
        "$argon2id$v=19$m=64,t=2,p=1$MDEyMzQ1Njc",
        "$argon2id$v=19$m=64,t=2,p=1$MDEyMzQ1Njc$MDEyMzQ1Njc$"
      })
  void nothingElseIsRead(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Argon2idHash.parse(text))
        .withMessage("not an argon2id hash of version 19");
  }
}
