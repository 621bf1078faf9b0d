package org.matrixee.server.profile.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/a.png",
        "HTTPS://example.org",
        "https://[::1]:8448/a?b=c#d",
        "mxc://example.org/abc",
        "http://b\u00FCcher.example/\u4E2D"
      })
  void addressesOfPicturesAreTaken(String url) {
    assertThat(ProfileRules.findAvatarProblem(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:image/png;base64,AAAA",
        "vbscript:x",
        " http://example.org/a",
        "http://exa mple.org",
        "http:/a",
        "http://",
        "//example.org/a",
        "a.png",
        "",
        "http://example.org/\n"
      })
  void otherAddressesAreRefused(String url) {
    assertThat(ProfileRules.findAvatarProblem(url)).isPresent();
  }

  @Test
  void lengthsAreLimited() {
    String start = "http://example.org/";
    String longest = start + "x".repeat(ProfileRules.MAX_URL - start.length());
    assertThat(ProfileRules.findAvatarProblem(longest)).isEmpty();
    assertThat(ProfileRules.findAvatarProblem(longest + "x")).isPresent();
    assertThat(ProfileRules.findNameProblem("x".repeat(ProfileRules.MAX_NAME))).isEmpty();
    assertThat(ProfileRules.findNameProblem("x".repeat(ProfileRules.MAX_NAME + 1))).isPresent();
  }
}
