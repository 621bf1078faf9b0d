package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;

class StreamTokensTest {
  @Test
  void readsWhatItWrites() {
    for (StreamToken token :
        new StreamToken[] {
          new StreamToken.Live(0, 0),
          new StreamToken.Live(0, StreamToken.Live.UNKNOWN),
          new StreamToken.Live(Long.MAX_VALUE, Long.MAX_VALUE),
          new StreamToken.Live(-3, 7),
          new StreamToken.Live(3, 7, 9),
          new StreamToken.Live(3, 7, Long.MAX_VALUE),
          new StreamToken.Historic(new TimelinePosition(10, 30)),
          new StreamToken.Historic(new TimelinePosition(10, -30)),
          new StreamToken.Historic(new TimelinePosition(-1, -30)),
          new StreamToken.Historic(TimelinePosition.START)
        }) {
      assertThat(StreamTokens.read(StreamTokens.write(token))).contains(token);
    }
  }

  @Test
  void writesTheFormOfTheTime() {
    assertThat(StreamTokens.write(new StreamToken.Live(39, 18))).isEqualTo("s39_18");
    assertThat(StreamTokens.write(new StreamToken.Live(39, 18, 4))).isEqualTo("s39_18_4");
    assertThat(StreamTokens.write(new StreamToken.Live(39, StreamToken.Live.UNKNOWN)))
        .isEqualTo("s39");
    assertThat(StreamTokens.write(new StreamToken.Historic(new TimelinePosition(10, -30))))
        .isEqualTo("t10--30");
  }

  @ParameterizedTest
  @CsvSource({"s39_18_4_7, s39_18_4", "t10-30_18_0, t10-30", "t10--30_1_2, t10--30"})
  void ignoresTheTailOfTheReferenceServer(String token, String same) {
    assertThat(StreamTokens.read(token)).isPresent().isEqualTo(StreamTokens.read(same));
  }

  @Test
  void whatWaitsForADeviceIsPartOfTheToken() {
    StreamToken.Live token = new StreamToken.Live(39, 18, 4, 25);
    assertThat(StreamTokens.write(token)).isEqualTo("s39_18_4~25");
    assertThat(StreamTokens.read("s39_18_4~25")).contains(token);
    assertThat(token.toDevice()).isEqualTo(25);
    assertThat(new StreamToken.Live(39, 18, 4).toDevice()).isEqualTo(39);
  }

  @Test
  void readsTokensWithAndWithoutTheirLaterParts() {
    assertThat(StreamTokens.read("s39_18_4")).contains(new StreamToken.Live(39, 18, 4));
    assertThat(StreamTokens.read("s39_18")).contains(new StreamToken.Live(39, 18));
    assertThat(StreamTokens.read("s39"))
        .contains(new StreamToken.Live(39, StreamToken.Live.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "~",
        "~5",
        "s39_18_4~",
        "s39_18_4~x",
        "s39_18_4~-5",
        "t10-30~5",
        "s",
        "t",
        "x1",
        "1",
        "s1x",
        "s+1",
        "s-",
        "s1_x",
        "s1_",
        "s1_9223372036854775808",
        "s1_1_9223372036854775808",
        "s1_1_",
        "s_1",
        "t1",
        "t1-",
        "t-1",
        "t1-2-3",
        "s1 ",
        "s٣",
        "s9223372036854775808",
        "t1-9223372036854775808",
        "S1",
        "junk",
        "s1.0",
        "--"
      })
  void refusesOtherTexts(String text) {
    assertThat(StreamTokens.read(text)).isEmpty();
  }
}
