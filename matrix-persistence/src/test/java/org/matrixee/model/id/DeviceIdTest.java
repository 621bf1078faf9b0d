package org.matrixee.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.MatrixException;

class DeviceIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\u0000", "a\n", "\u0085", "\uD83D\uDE00"})
  void oddOnesAreRefused(String text) {
    assertThat(DeviceId.parse(text)).isEmpty();
    assertThatThrownBy(() -> new DeviceId(text)).isInstanceOf(MatrixException.class);
  }

  @Test
  void anyOtherIsTheClientsToChoose() {
    assertThat(DeviceId.parse("My-Phone/7:\u00FC")).isPresent();
    assertThat(DeviceId.parse("x".repeat(255))).isPresent();
    assertThat(DeviceId.parse("x".repeat(256))).isEmpty();
  }

  @Test
  void madeOnesAreTenCapitals() {
    assertThat(DeviceId.random(new SecureRandom()).value()).matches("[A-Z]{10}");
  }
}
