package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.room.RedactionRules;
import org.matrixee.server.fixtures.Texts;

/** authorization-v1, 7.3: what a redaction leaves. */
@DisplayName("authorization-v1, 7.3: stripping")
class Redactor2014Test {
  private static final Redactor REDACTOR = Redactors.of(new RedactionRules.Keep2014());

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m.room.member|{'membership':'join','displayname':'x','avatar_url':null}"
            + "|{'membership':'join'}",
        "m.room.create|{'creator':'@a:b','x':1}|{'creator':'@a:b'}",
        "m.room.join_rules|{'join_rule':'invite','x':1}|{'join_rule':'invite'}",
        "m.room.power_levels|{'default':0,'@a:b':1,'@c:d':'5','x':1,'@bad':2}"
            + "|{'default':0,'@a:b':1,'@c:d':'5'}",
        "m.room.add_state_level|{'level':5,'x':1}|{'level':5}",
        "m.room.send_event_level|{'level':5,'x':1}|{'level':5}",
        "m.room.ops_levels|{'kick_level':1,'ban_level':2,'redact_level':3,'x':1}"
            + "|{'kick_level':1,'ban_level':2,'redact_level':3}",
        "m.room.aliases|{'aliases':['#a:b'],'x':1}|{'aliases':['#a:b']}",
        "m.room.message|{'body':'x','msgtype':'m.text'}|{}",
        "m.room.name|{'name':'x'}|{}",
        "m.room.topic|{'topic':'x'}|{}",
        "m.room.redaction|{'reason':'x'}|{}",
        "org.x.custom|{'membership':'join','level':1}|{}"
      })
  void contentByType(String type, String content, String kept) {
    assertThat(REDACTOR.redactContent(type, Texts.object(content))).isEqualTo(Texts.object(kept));
  }

  @Test
  void readersKeepSevenKeysAndSeeWhy() {
    JsonObject event =
        Texts.object(
            "{'event_id':'e','type':'m.room.member','room_id':'r','user_id':'u','state_key':'u',"
                + "'prev_state':'p','content':{'membership':'join','displayname':'d'},'ts':1,"
                + "'origin_server_ts':1,'age':1,'required_power_level':50,'prev_content':{},"
                + "'membership':'join','redacts':'x'}");
    JsonObject because = Texts.object("{'event_id':'f','content':{'reason':'r'}}");
    assertThat(REDACTOR.redactForReader(event, because))
        .isEqualTo(
            Texts.object(
                "{'event_id':'e','type':'m.room.member','room_id':'r','user_id':'u',"
                    + "'state_key':'u','prev_state':'p','content':{'membership':'join'},"
                    + "'redacted_because':{'event_id':'f','content':{'reason':'r'}}}"));
  }

  @Test
  void keysThatAreNotThereAreNotMade() {
    assertThat(
            REDACTOR.redactForReader(
                Texts.object("{'type':'m.room.message','content':{'body':'b'}}"),
                Texts.object("{}")))
        .isEqualTo(Texts.object("{'type':'m.room.message','content':{},'redacted_because':{}}"));
  }

  @Test
  @DisplayName("C14: the PDU loses required_power_level and redacts, and keeps what checks need")
  void pdus() {
    String kept =
        "'pdu_id':'a','origin':'b','context':'c','pdu_type':'m.room.redaction','ts':1,"
            + "'origin_server_ts':1,'is_state':false,'state_key':'k','user_id':'u','depth':1,"
            + "'prev_pdus':[],'prev_state_id':'x','prev_state_origin':'y',"
            + "'hashes':{'sha256':'h'},'signatures':{'b':{}}";
    JsonObject pdu =
        Texts.object(
            "{"
                + kept
                + ",'content':{'reason':'r'},'redacts':'t','required_power_level':5,"
                + "'power_level':7,'age':1,'unsigned':{'age':1}}");
    JsonObject stripped = REDACTOR.redactPdu(pdu);
    assertThat(stripped).isEqualTo(Texts.object("{" + kept + ",'content':{}}"));
    assertThat(REDACTOR.redactPdu(stripped)).isEqualTo(stripped);
  }

  @Test
  void oddPdusAreStrippedToo() {
    assertThat(REDACTOR.redactPdu(Texts.object("{'pdu_type':5,'content':[1]}")))
        .isEqualTo(Texts.object("{'pdu_type':5,'content':{}}"));
    assertThat(REDACTOR.redactPdu(Texts.object("{'x':5}"))).isEmpty();
  }
}
