package org.matrixee.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a file, as RFC 9110 has them. */
class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 10",
    "bytes=0-0, 0, 1",
    "bytes=90-, 90, 10",
    "bytes=90-1000, 90, 10",
    "bytes=99-99, 99, 1",
    "bytes=-10, 90, 10",
    "bytes=-1000, 0, 100",
    "bytes=100-, 100, 0",
    "bytes=100-200, 100, 0",
    "bytes=-0, 100, 0"
  })
  void partIsFound(String header, long start, long length) {
    assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(start, length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=1-2,5-6",
        "items=1-2",
        "bytes=a-b",
        "bytes=99999999999999999999-"
      })
  void wholeFileIsMeantOtherwise(String header) {
    assertThat(ByteRange.parse(header, 100)).isEmpty();
  }

  @Test
  void emptyFileHasNoParts() {
    assertThat(ByteRange.parse("bytes=0-0", 0)).contains(new ByteRange(0, 0));
    assertThat(ByteRange.parse(null, 0)).isEmpty();
  }
}
