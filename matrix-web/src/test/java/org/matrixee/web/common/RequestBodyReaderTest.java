package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.MatrixException;

class RequestBodyReaderTest {
  private static RequestBody read(InputStream in, String... length) throws IOException {
    MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    headers.addAll("Content-Length", length);
    MediaType form = MediaType.APPLICATION_FORM_URLENCODED_TYPE;
    return new RequestBodyReader()
        .readFrom(RequestBody.class, RequestBody.class, new Annotation[0], form, headers, in);
  }

  private static RequestBody read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertTooLarge(ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(MatrixException.class))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413));
  }

  @Test
  void readsWhateverTheContentTypeSays() throws IOException {
    assertThat(read("{\"a\":1.5}").object().getJsonNumber("a").doubleValue()).isEqualTo(1.5);
  }

  @Test
  void absentBodyIsAnEmptyObjectOnlyWhereNoneIsNeeded() throws IOException {
    assertThat(read("").contentOrEmpty()).isEmpty();
    assertThatThrownBy(() -> read("").object()).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> read(" ").contentOrEmpty()).isInstanceOf(MatrixException.class);
  }

  @Test
  void contentOfEventsHasNoFractions() {
    assertThatThrownBy(() -> read("{\"a\":1.5}").content()).isInstanceOf(MatrixException.class);
  }

  @Test
  void countsBytes() throws IOException {
    String full = "{\"a\":\"" + "x".repeat(RequestBody.MAX_BYTES - 8) + "\"}";

    assertThat(read(full).object()).hasSize(1);
    assertTooLarge(() -> read(full + " "));
  }

  @Test
  void believesTheAnnouncedLengthWithoutReading() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close(); // fails when read

    assertTooLarge(() -> read(closed, "65537"));
  }
}
