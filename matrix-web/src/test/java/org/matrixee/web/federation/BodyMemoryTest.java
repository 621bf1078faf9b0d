package org.matrixee.web.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** What the bodies of other servers may take up together. */
class BodyMemoryTest {
  private final BodyMemory memory = new BodyMemory(1000);

  @Test
  void whoFindsTooLittleComesAgain() {
    BodyMemory.Share first = memory.open();
    first.add(900);
    BodyMemory.Share second = memory.open();
    second.add(100);
    assertThatThrownBy(() -> second.add(1))
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_LIMIT_EXCEEDED));
    assertThat(memory.taken()).isEqualTo(1000);
    first.close();
    second.add(900);
    assertThat(memory.taken()).isEqualTo(1000);
  }

  @Test
  void whatWasReservedIsGivenBackOnce() {
    BodyMemory.Share share = memory.open();
    share.add(800);
    share.keep(200);
    assertThat(memory.taken()).isEqualTo(200);
    share.keep(500);
    assertThat(memory.taken()).isEqualTo(200);
    share.close();
    share.close();
    assertThat(memory.taken()).isZero();
    share.add(300);
    assertThat(memory.taken()).isZero();
  }
}
