package org.matrixee.server.federation.out.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.fixtures.Texts;

class TransactionPackerTest {
  private static final Envelope FIRST =
      new Envelope(new ServerName("a.example"), new ServerName("b.example"), 17, 0);

  @Test
  void fiftyEventsFitAndNoMore() {
    assertThat(TransactionPacker.fitting(List.of())).isZero();
    assertThat(TransactionPacker.fitting(Collections.nCopies(50, 10))).isEqualTo(50);
    assertThat(TransactionPacker.fitting(Collections.nCopies(51, 10))).isEqualTo(50);
  }

  @Test
  void longEventsGoInFewerButOneAlwaysGoes() {
    assertThat(TransactionPacker.fitting(Collections.nCopies(50, 65_536))).isEqualTo(16);
    assertThat(TransactionPacker.fitting(List.of(2_000_000, 5))).isEqualTo(1);
  }

  @Test
  void ageStandsOutsideOfWhatIsSigned() {
    JsonObject pdu = Json.createObjectBuilder().add("pdu_id", "x").build();
    JsonObject aged = TransactionPacker.aged(pdu, 1000, 4500);
    assertThat(aged.getJsonObject("unsigned").getInt("age")).isEqualTo(3500);
    assertThat(aged.getString("pdu_id")).isEqualTo("x");
    JsonObject again = TransactionPacker.aged(aged, 1000, 9000);
    assertThat(again.getJsonObject("unsigned").getInt("age")).isEqualTo(8000);
    assertThat(TransactionPacker.aged(pdu, 1000, 900).getJsonObject("unsigned").getInt("age"))
        .isZero();
  }

  @Test
  void aTransactionHasItsKeysAndNoEdusIfThereAreNone() {
    JsonObject pdu = Json.createObjectBuilder().add("pdu_id", "x").build();
    JsonObject transaction = TransactionPacker.pack(FIRST, 99, List.of(pdu), List.of());
    assertThat(transaction.keySet())
        .containsExactlyInAnyOrder(
            "transaction_id",
            "origin",
            "destination",
            "ts",
            "origin_server_ts",
            "prev_ids",
            "pdus");
    assertThat(transaction.getString("transaction_id")).isEqualTo("17");
    assertThat(transaction.getString("origin")).isEqualTo("a.example");
    assertThat(transaction.getString("destination")).isEqualTo("b.example");
    assertThat(transaction.getInt("ts")).isEqualTo(99);
    assertThat(transaction.getInt("origin_server_ts")).isEqualTo(99);
    assertThat(transaction.getJsonArray("prev_ids")).isEmpty();
    assertThat(transaction.getJsonArray("pdus")).containsExactly(pdu);
  }

  @Test
  void anEventOfAnotherServerIsAsOldAsOurClockSays() {
    JsonObject pdu = Texts.object("{'pdu_id':'a','unsigned':{'age_ts':7000,'x':1}}");
    JsonObject aged = TransactionPacker.aged(pdu, 1000, 9000);
    assertThat(aged.getJsonObject("unsigned")).isEqualTo(Texts.object("{'x':1,'age':2000}"));
  }

  @Test
  void theTransactionBeforeIsNamed() {
    Envelope second = new Envelope(FIRST.origin(), FIRST.destination(), 18, 17);
    JsonObject transaction = TransactionPacker.pack(second, 99, List.of(), List.of());
    assertThat(transaction.getJsonArray("prev_ids").getString(0)).isEqualTo("17");
    assertThat(transaction.getJsonArray("pdus")).isEmpty();
  }

  @Test
  void anEduHasTypeOriginDestinationAndContent() {
    OutgoingEdu edu = new OutgoingEdu("m.typing", JsonValue.EMPTY_JSON_OBJECT);
    JsonObject packed =
        TransactionPacker.pack(FIRST, 99, List.of(), List.of(edu))
            .getJsonArray("edus")
            .getJsonObject(0);
    assertThat(packed.keySet())
        .containsExactlyInAnyOrder("edu_type", "origin", "destination", "content");
    assertThat(packed.getString("edu_type")).isEqualTo("m.typing");
  }

  @Test
  void onlyUnreadableTransactionsAreRefused() {
    assertThat(Reception.of(200)).isEqualTo(Reception.TAKEN);
    assertThat(Reception.of(202)).isEqualTo(Reception.TAKEN);
    for (int status : new int[] {400, 413, 422}) {
      assertThat(Reception.of(status)).isEqualTo(Reception.REFUSED);
    }
    for (int status : new int[] {301, 401, 403, 404, 405, 429, 500, 502, 503}) {
      assertThat(Reception.of(status)).isEqualTo(Reception.FAILED);
    }
  }
}
