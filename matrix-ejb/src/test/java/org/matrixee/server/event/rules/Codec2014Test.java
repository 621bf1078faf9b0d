package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.fixtures.Users.ALICE;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** federation-v1, 3: the PDU of October 2014. */
@DisplayName("federation-v1, 3: PDUs")
class Codec2014Test {
  private static final PduCodec CODEC = PduCodecs.of(RoomVersions.get(RoomVersion.V2014));

  private static final String STATE =
      "{'pdu_id':'abc','origin':'example.org','context':'!room:example.org',"
          + "'pdu_type':'m.room.name','ts':1000,'user_id':'@alice:example.org',"
          + "'content':{'name':'n'},'prev_pdus':[['faraway.net','xyz']],'depth':4,"
          + "'is_state':true,'state_key':'','required_power_level':50,'power_level':100,"
          + "'prev_state_id':'old','prev_state_origin':'faraway.net'}";

  @Test
  void readsAStatePdu() {
    Event event = decode(STATE);
    assertThat(event.id()).isEqualTo(new EventId("abc@example.org"));
    assertThat(event.room()).isEqualTo(Users.ROOM);
    assertThat(event.type()).isEqualTo("m.room.name");
    assertThat(event.stateKey()).isEmpty();
    assertThat(event.sender()).isEqualTo(ALICE);
    assertThat(event.origin()).isEqualTo(Users.EXAMPLE);
    assertThat(event.originServerTs()).isEqualTo(1000);
    assertThat(event.depth()).isEqualTo(4);
    assertThat(event.prevEvents())
        .containsExactly(new EventReference(new EventId("xyz@faraway.net"), null));
    assertThat(event.authEvents()).isEmpty();
    assertThat(event.prevState()).isEqualTo(new EventId("old@faraway.net"));
    assertThat(event.redacts()).isNull();
    assertThat(event.requiredPowerLevel()).isEqualTo(50);
    assertThat(event.content()).isEqualTo(Texts.object("{'name':'n'}"));
    assertThat(event.pdu()).isEqualTo(Texts.object(STATE));
  }

  @Test
  void writesWhatItReads() {
    EventDraft draft = EventDraft.state(ALICE, "m.room.name", "", Texts.object("{'name':'n'}"));
    EventReference prev = new EventReference(new EventId("xyz@faraway.net"), "hash");
    EventPlace place =
        new EventPlace(
            Users.ROOM,
            Users.EXAMPLE,
            "abc",
            1000,
            4,
            List.of(prev),
            List.of(),
            new EventId("old@faraway.net"),
            100,
            50L);
    JsonObject pdu = CODEC.build(draft, place);
    String expected =
        STATE
            .replace("'ts':1000", "'ts':1000,'origin_server_ts':1000")
            .replace("['faraway.net','xyz']", "['faraway.net','xyz',{'sha256':'hash'}]");
    assertThat(pdu).isEqualTo(Texts.object(expected));
    assertThat(CODEC.decode(pdu)).isEqualTo(CODEC.assemble(draft, place, pdu, "unused"));
  }

  @Test
  void messagesAndRedactionsHaveNoStateKeys() {
    EventDraft draft =
        EventDraft.redaction(ALICE, new EventId("target@x"), Texts.object("{'reason':'r'}"));
    EventPlace place =
        new EventPlace(
            Users.ROOM, Users.EXAMPLE, "abc", 1000, 1, List.of(), List.of(), null, 100, 50L);
    JsonObject pdu = CODEC.build(draft, place);
    assertThat(pdu)
        .isEqualTo(
            Texts.object(
                "{'pdu_id':'abc','origin':'example.org','context':'!room:example.org',"
                    + "'pdu_type':'m.room.redaction','ts':1000,'origin_server_ts':1000,"
                    + "'user_id':'@alice:example.org','content':{'reason':'r'},'prev_pdus':[],"
                    + "'depth':1,'is_state':false,'redacts':'target@x'}"));
    assertThat(CODEC.decode(pdu)).isEqualTo(CODEC.assemble(draft, place, pdu, "unused"));
  }

  @Test
  void greatestDepthIsNotExceeded() {
    EventPlace place =
        new EventPlace(
            Users.ROOM,
            Users.EXAMPLE,
            "abc",
            1000,
            CanonicalJson.MAX_INTEGER + 1,
            List.of(),
            List.of(),
            null,
            Long.MAX_VALUE,
            null);
    EventDraft draft = EventDraft.state(ALICE, "x", "", Texts.object("{}"));
    JsonObject pdu = CODEC.build(draft, place);
    assertThat(CODEC.decode(pdu).depth()).isEqualTo(CanonicalJson.MAX_INTEGER);
    assertThat(CODEC.assemble(draft, place, pdu, "").depth()).isEqualTo(CanonicalJson.MAX_INTEGER);
  }

  @Test
  @DisplayName("ts, origin_server_ts or both are read")
  void bothNamesOfTheTime() {
    assertThat(decode(STATE.replace("'ts'", "'origin_server_ts'")).originServerTs())
        .isEqualTo(1000);
    assertThat(decode(STATE.replace("'ts':1000", "'ts':1000,'origin_server_ts':1000")))
        .extracting(Event::originServerTs)
        .isEqualTo(1000L);
  }

  @Test
  void stateKeyAloneMakesAStateEvent() {
    assertThat(decode(STATE.replace("'is_state':true,", "")).isState()).isTrue();
    assertThat(decode(STATE.replace("'is_state':true", "'is_state':false")).isState()).isFalse();
  }

  @ParameterizedTest(name = "prev_pdus entry {0}: {1}")
  @CsvSource({
    "['example.org'|'xyz'], xyz@example.org",
    "['xyz'|'example.org'], xyz@example.org",
    "['faraway.net'|'xyz'], xyz@faraway.net",
    "['xyz'|'faraway.net'], xyz@faraway.net",
    "['xyz'|'faraway:8448'|{}], xyz@faraway:8448",
    "['h1.com'|'h2.com'], h2.com@h1.com",
    "['h2.com'|'h1.com'], h1.com@h2.com",
    "['example.org'|'h2.com'], h2.com@example.org",
    "['xyz'|'unknown'], unknown@xyz",
    "['unknown'|'xyz'|{'sha256':'h'}], xyz@unknown",
    "['1412345'|'faraway.net'], 1412345@faraway.net"
  })
  void bothOrdersOfReferences(String entry, String expected) {
    String pdu = STATE.replace("['faraway.net','xyz']", entry.replace('|', ','));
    assertThat(CODEC.decode(Texts.object(pdu)).prevEvents().get(0).id())
        .isEqualTo(new EventId(expected));
  }

  @ParameterizedTest(name = "{0} -> {1}: the sentence names {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'pdu_id':'abc'|'pdu_id':7|pdu_id",
        "'pdu_id':'abc'|'pdu_id':''|pdu_id",
        "'pdu_id':'abc'|'x':1|pdu_id",
        "'origin':'example.org'|'x':1|origin",
        "'origin':'example.org'|'origin':'ex ample'|server name",
        "'origin':'example.org'|'origin':'faraway.net'|user_id",
        "'context':'!room:example.org'|'context':'room'|room ID",
        "'context':'!room:example.org'|'x':1|context",
        "'pdu_type':'m.room.name'|'pdu_type':null|pdu_type",
        "'ts':1000|'ts':'1000'|ts",
        "'ts':1000|'ts':1.5|ts",
        "'ts':1000|'ts':9007199254740992|ts",
        "'ts':1000|'ts':1000,'origin_server_ts':1001|origin_server_ts",
        "'ts':1000|'x':1|ts",
        "'user_id':'@alice:example.org'|'user_id':'alice'|user ID",
        "'user_id':'@alice:example.org'|'x':1|user_id",
        "'content':{'name':'n'}|'content':[]|content",
        "'content':{'name':'n'}|'x':1|content",
        "'prev_pdus':[['faraway.net','xyz']]|'x':1|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':{}|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':['x']|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':[['x']]|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':[['x',1]]|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':[['x','']]|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':[['x','y','z']]|prev_pdus",
        "'prev_pdus':[['faraway.net','xyz']]|'prev_pdus':[['x','y',{'sha256':1}]]|prev_pdus",
        "'depth':4|'depth':-1|depth",
        "'depth':4|'x':1|depth",
        "'is_state':true|'is_state':1|is_state",
        "'state_key':''|'x':1|state_key",
        "'state_key':''|'state_key':1|state_key",
        "'required_power_level':50|'required_power_level':'50'|required_power_level",
        "'prev_state_id':'old'|'x':1|prev_state_id",
        "'prev_state_id':'old'|'prev_state_id':1|prev_state_id",
        "'depth':4|'depth':4,'redacts':1|redacts",
        "'depth':4|'depth':4,'hashes':[]|hashes",
        "'depth':4|'depth':4,'hashes':{'sha256':1}|hashes",
        "'depth':4|'depth':4,'signatures':{'a':'b'}|signatures",
        "'depth':4|'depth':4,'signatures':{'a':{'b':1}}|signatures"
      })
  void saysWhatIsWrong(String part, String replacement, String named) {
    String pdu = STATE.replace(part, replacement);
    assertThat(pdu).as("the replaced part is there").isNotEqualTo(STATE);
    assertThatThrownBy(() -> decode(pdu))
        .isInstanceOfSatisfying(
            MatrixException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.M_BAD_JSON);
              assertThat(e.sentence()).contains(named).endsWith(".");
            });
  }

  private static Event decode(String json) {
    return CODEC.decode(Texts.object(json));
  }
}
