package org.matrixee.web.legacy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class LegacyRequestFilterTest {
  @Test
  void bringsTheOtherSpellingUnderTheBasePath() {
    URI uri = URI.create("http://x:1/matrix/client/api/v1/rooms/%21a%3Ab/state?from=%2B;a");

    assertThat(LegacyRequestFilter.rewritten(uri, true))
        .isEqualTo("http://x:1/_matrix/client/api/v1/rooms/%21a%3Ab/state?from=%2B;a");
  }

  @Test
  void keepsSemicolonsInTheirSegment() {
    URI uri = URI.create("http://x/_matrix/client/api/v1/a;b/c;d=%3B");

    assertThat(LegacyRequestFilter.rewritten(uri, false))
        .isEqualTo("http://x/_matrix/client/api/v1/a%3Bb/c%3Bd=%3B");
  }
}
