package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.reflect.Proxy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

class IdParamConvertersTest {
  private static <T> T convert(Class<T> type, String text) {
    return convert("/_matrix/client/api/v1/rooms", type, text);
  }

  private static <T> T convert(String path, Class<T> type, String text) {
    ParamConverter<T> converter = new IdParamConverters(at(path)).getConverter(type, null, null);
    return converter.fromString(text);
  }

  /** Knows its path and nothing else. */
  private static UriInfo at(String path) {
    return (UriInfo)
        Proxy.newProxyInstance(
            UriInfo.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) -> path);
  }

  @Test
  void refusesInTheWordsOfTheApiThatIsSpoken() {
    assertThatThrownBy(() -> convert("/_matrix/client/v3/rooms", RoomId.class, "#a:x"))
        .asInstanceOf(InstanceOfAssertFactories.type(MatrixException.class))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_INVALID_PARAM));
  }

  @Test
  void makesIdentifiers() {
    assertThat(convert(RoomId.class, "!a/b:x:8448")).isEqualTo(new RoomId("!a/b:x:8448"));
    assertThat(convert(UserId.class, "@Al:x")).isEqualTo(new UserId("@Al:x"));
    assertThat(convert(RoomAlias.class, "#a:x")).isEqualTo(new RoomAlias("#a:x"));
    assertThat(convert(EventId.class, "abc@x")).isEqualTo(new EventId("abc@x"));
    assertThat(convert(Segment.class, "a b;c")).isEqualTo(new Segment("a b;c"));
  }

  @Test
  void leavesOtherTypesAlone() {
    assertThat(new IdParamConverters().getConverter(String.class, null, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "#a:x", "!", "!:x", "!a:", "!a\u0000:x", "!a b:x"})
  void refusesWhatIsNoRoomId(String text) {
    assertThatThrownBy(() -> convert(RoomId.class, text))
        .asInstanceOf(InstanceOfAssertFactories.type(MatrixException.class))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_UNKNOWN));
  }

  @Test
  void refusesServerNamesThatAreNone() {
    assertThatThrownBy(() -> convert(UserId.class, "@a:b/c")).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> convert(RoomAlias.class, "#a:b?c"))
        .isInstanceOf(MatrixException.class);
  }

  @Test
  void refusesSegmentsThatCannotBeStored() {
    assertThatThrownBy(() -> new Segment("")).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> new Segment("a\u0000")).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> new Segment("\ud83d")).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> new Segment("a".repeat(256))).isInstanceOf(MatrixException.class);
    assertThat(new Segment("a".repeat(255)).value()).hasSize(255);
  }
}
