package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.fixtures.Texts;

/** Spec: room versions 1 to 12, "Redactions": every key that stays, and every other one. */
@DisplayName("redaction in the room versions 1 to 12")
class KeepListRedactorTest {
  /** Kept in all versions, in 1 to 10, and in none. */
  private static final List<String> KEPT =
      words(
          "event_id type room_id sender state_key content hashes signatures depth prev_events"
              + " auth_events origin_server_ts");

  private static final List<String> KEPT_UP_TO_10 = words("prev_state origin membership");
  private static final List<String> DROPPED =
      words("redacts unsigned age age_ts user_id prev_content replaces_state event_ids x");

  /** Type, key, first and last version in which the key of the content stays. */
  private static final List<String> CONTENT =
      List.of(
          "m.room.member membership 1 12",
          "m.room.member join_authorised_via_users_server 9 12",
          "m.room.member displayname 0 0",
          "m.room.member avatar_url 0 0",
          "m.room.member reason 0 0",
          "m.room.member is_direct 0 0",
          "m.room.create creator 1 12",
          "m.room.create room_version 11 12",
          "m.room.create m.federate 11 12",
          "m.room.create predecessor 11 12",
          "m.room.create additional_creators 11 12",
          "m.room.create x 11 12",
          "m.room.join_rules join_rule 1 12",
          "m.room.join_rules allow 8 12",
          "m.room.join_rules x 0 0",
          "m.room.power_levels ban 1 12",
          "m.room.power_levels events 1 12",
          "m.room.power_levels events_default 1 12",
          "m.room.power_levels invite 11 12",
          "m.room.power_levels kick 1 12",
          "m.room.power_levels redact 1 12",
          "m.room.power_levels state_default 1 12",
          "m.room.power_levels users 1 12",
          "m.room.power_levels users_default 1 12",
          "m.room.power_levels notifications 0 0",
          "m.room.aliases aliases 1 5",
          "m.room.history_visibility history_visibility 1 12",
          "m.room.history_visibility x 0 0",
          "m.room.redaction redacts 11 12",
          "m.room.redaction reason 0 0",
          "m.room.message body 0 0",
          "m.room.name name 0 0",
          "m.room.topic topic 0 0",
          "m.room.third_party_invite public_key 0 0",
          "m.room.server_acl allow 0 0",
          "m.room.tombstone replacement_room 0 0",
          "org.x.custom membership 0 0",
          "org.x.custom * 0 0");

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  private static Redactor redactor(int version) {
    return Redactors.of(RoomVersions.get(new RoomVersion(Integer.toString(version))).redaction());
  }

  static IntStream versions() {
    return IntStream.rangeClosed(1, 12);
  }

  static Stream<Arguments> content() {
    return versions()
        .boxed()
        .flatMap(
            version ->
                CONTENT.stream()
                    .map(
                        line -> {
                          List<String> parts = words(line);
                          boolean kept =
                              version >= Integer.parseInt(parts.get(2))
                                  && version <= Integer.parseInt(parts.get(3));
                          return Arguments.of(version, parts.get(0), parts.get(1), kept);
                        }));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void keysOfTheEvent(int version) {
    List<String> all = new ArrayList<>(KEPT);
    all.addAll(KEPT_UP_TO_10);
    all.addAll(DROPPED);
    JsonObjectBuilder event = JsonValues.PROVIDER.createObjectBuilder();
    all.forEach(key -> event.add(key, 1));
    event.add("type", "m.room.message").add("content", Texts.object("{'body':'x'}"));
    Set<String> expected = new TreeSet<>(KEPT);
    if (version <= 10) {
      expected.addAll(KEPT_UP_TO_10);
    }
    JsonObject stripped = redactor(version).redactPdu(event.build());
    assertThat(new TreeSet<>(stripped.keySet())).isEqualTo(expected);
    assertThat(stripped.getJsonObject("content")).isEmpty();
    assertThat(redactor(version).redactPdu(stripped)).isEqualTo(stripped);
  }

  @ParameterizedTest(name = "version {0}: {1} {2} stays: {3}")
  @MethodSource("content")
  void keysOfTheContent(int version, String type, String key, boolean kept) {
    JsonObject content =
        JsonValues.PROVIDER.createObjectBuilder().add(key, "v").add("other_key", 1).build();
    JsonObject stripped = redactor(version).redactContent(type, content);
    assertThat(stripped.containsKey(key)).isEqualTo(kept);
    boolean all = version >= 11 && type.equals("m.room.create");
    assertThat(stripped.containsKey("other_key")).isEqualTo(all);
  }

  @Test
  @DisplayName("version 11: of third_party_invite only what was signed stays")
  void thirdPartyInvites() {
    JsonObject content =
        Texts.object(
            "{'membership':'invite','third_party_invite':{'display_name':'d',"
                + "'signed':{'mxid':'@a:b','token':'t','signatures':{}}},'signed':1}");
    for (int version = 1; version <= 12; version++) {
      assertThat(redactor(version).redactContent("m.room.member", content))
          .isEqualTo(
              Texts.object(
                  version < 11
                      ? "{'membership':'invite'}"
                      : "{'membership':'invite','third_party_invite':{"
                          + "'signed':{'mxid':'@a:b','token':'t','signatures':{}}}}"));
    }
    assertThat(
            redactor(11).redactContent("m.room.member", Texts.object("{'third_party_invite':'x'}")))
        .isEmpty();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void oddEventsAreStrippedToo(int version) {
    assertThat(redactor(version).redactPdu(Texts.object("{'type':5,'content':[1],'y':1}")))
        .isEqualTo(Texts.object("{'type':5,'content':{}}"));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void readersOf2014SeeWhatIsLeft(int version) {
    JsonObject event =
        Texts.object(
            "{'event_id':'$e','type':'m.room.member','room_id':'!r','user_id':'@u:d',"
                + "'state_key':'@u:d','ts':1,'content':{'membership':'join','displayname':'x'}}");
    assertThat(redactor(version).redactForReader(event, Texts.object("{'event_id':'$f'}")))
        .isEqualTo(
            Texts.object(
                "{'event_id':'$e','type':'m.room.member','room_id':'!r','user_id':'@u:d',"
                    + "'state_key':'@u:d','content':{'membership':'join'},"
                    + "'redacted_because':{'event_id':'$f'}}"));
  }
}
