package org.matrixee.model.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "kim@example.org, kim@example.org",
    "' Kim.Lee+chat@EXAMPLE.org ', kim.lee+chat@example.org",
    "root@localhost, root@localhost",
    "o'neil!#$%&*/=?^_`{|}~-@a-b.c1, o'neil!#$%&*/=?^_`{|}~-@a-b.c1",
    "kim@b\u00FCcher.example, kim@xn--bcher-kva.example"
  })
  void addressesAreNormalized(String text, String expected) {
    assertThat(EmailAddress.parse(text)).contains(new EmailAddress(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "kim",
        "kim@",
        "@example.org",
        "kim@@example.org",
        "a@b@example.org",
        "a b@example.org",
        "a@exa mple.org",
        "a@-b.org",
        "a@b-.org",
        "a@b..org",
        "a@.org",
        "a@org.",
        ".a@b.org",
        "a.@b.org",
        "a..c@b.org",
        "\"a\"@b.org",
        "a@[127.0.0.1]",
        "a(c)@b.org",
        "Kim <kim@example.org>",
        "a@b.org,c@d.org",
        "a@b.org\r\nBcc: c@d.org",
        "a\n@b.org",
        "a@b.org\u0000",
        "\u00FCa@b.org",
        "a@b_c.org"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void lengthIsLimited() {
    String domain = ("a".repeat(60) + ".").repeat(3) + "org";
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isPresent();
    assertThat(EmailAddress.parse("a".repeat(65) + "@" + domain)).isEmpty();
    assertThat(EmailAddress.parse("a@" + "a".repeat(64) + ".org")).isEmpty();
    assertThat(EmailAddress.parse("a@" + ("a".repeat(50) + ".").repeat(5) + "org")).isEmpty();
  }

  @Test
  void addressIsNotPrinted() {
    assertThat(EmailAddress.parse("kim@example.org").toString()).doesNotContain("kim");
    assertThat(new ThreePid("email", "kim@example.org").toString()).doesNotContain("kim");
  }
}
