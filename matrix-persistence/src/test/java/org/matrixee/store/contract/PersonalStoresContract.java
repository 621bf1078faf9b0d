package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.receipt.ReceiptKind;

/** What users and their clients keep for themselves, and the mark of the stream. */
interface PersonalStoresContract extends StoresContract {
  UserId ANNA = new UserId("@anna:a.example");
  UserId BERT = new UserId("@bert:a.example");

  private static AccountDatum datum(long room, String type, long position, String json) {
    return new AccountDatum(room, type, position, JsonText.of(json));
  }

  private void put(UserId user, AccountDatum datum) {
    stores().run(() -> stores().accountData().put(user, datum));
  }

  @Test
  default void accountDataIsReplacedByTypeAndRoom() {
    put(ANNA, datum(0, "m.direct", 5, "{}"));
    put(ANNA, datum(7, "m.tag", 6, "{\"tags\":{}}"));
    put(ANNA, datum(0, "m.direct", 8, "{\"a\":[]}"));
    put(BERT, datum(0, "m.direct", 9, "{\"b\":[]}"));
    stores()
        .run(
            () -> {
              assertThat(stores().accountData().find(ANNA, 0, "m.direct"))
                  .contains(datum(0, "m.direct", 8, "{\"a\":[]}"));
              assertThat(stores().accountData().findForChange(ANNA, 7, "m.tag"))
                  .contains(datum(7, "m.tag", 6, "{\"tags\":{}}"));
              assertThat(stores().accountData().find(ANNA, 7, "m.direct")).isEmpty();
              assertThat(stores().accountData().changed(ANNA, -1, 100))
                  .extracting(AccountDatum::position)
                  .containsExactly(6L, 8L);
              assertThat(stores().accountData().changed(ANNA, 6, 7)).isEmpty();
            });
  }

  private static Receipt receipt(
      long room, UserId user, ReceiptKind kind, String thread, String event, long position) {
    return new Receipt(room, user, kind, thread, new EventId(event), position, 1_700_000_000_000L);
  }

  @Test
  default void theNewestReceiptOfEachKindAndThreadStands() {
    Receipt first = receipt(1, ANNA, ReceiptKind.READ, null, "$a", 10);
    Receipt later = receipt(1, ANNA, ReceiptKind.READ, null, "$b", 12);
    Receipt inThread = receipt(1, ANNA, ReceiptKind.READ, "$root", "$c", 11);
    Receipt hidden = receipt(1, ANNA, ReceiptKind.READ_PRIVATE, null, "$d", 14);
    Receipt other = receipt(2, BERT, ReceiptKind.READ, Receipt.MAIN, "$e", 15);
    stores()
        .run(
            () -> {
              stores().receipts().put(List.of(first), 20);
              stores().receipts().put(List.of(later, inThread), 21);
              stores().receipts().put(List.of(hidden), 22);
              stores().receipts().put(List.of(other), 23);
              stores().receipts().put(List.of(), 24);
            });
    stores()
        .run(
            () -> {
              assertThat(stores().receipts().ofUser(ANNA, Set.of(1L, 2L)).get(1L))
                  .containsExactlyInAnyOrder(later, inThread, hidden);
              assertThat(stores().receipts().ofUser(ANNA, Set.of(2L))).isEmpty();
              assertThat(stores().receipts().changed(Set.of(1L, 2L), 21, 23))
                  .isEqualTo(Map.of(1L, List.of(hidden), 2L, List.of(other)));
              assertThat(stores().receipts().changed(Set.of(1L), 22, 99)).isEmpty();
              assertThat(stores().receipts().changed(Set.of(), 0, 99)).isEmpty();
            });
  }

  @Test
  default void aFilterThatIsThereStays() {
    stores()
        .run(
            () -> {
              stores().filters().put(ANNA, "x", JsonText.of("{\"room\":{}}"));
              stores().filters().put(ANNA, "x", JsonText.of("{}"));
            });
    stores()
        .run(
            () -> {
              assertThat(stores().filters().find(ANNA, "x")).contains(JsonText.of("{\"room\":{}}"));
              assertThat(stores().filters().find(BERT, "x")).isEmpty();
            });
  }

  @Test
  default void theMarkOfTheStreamOnlyRises() {
    long before = stores().inTransaction(() -> stores().streamMark().reserved());
    stores().run(() -> stores().streamMark().reserve(before + 100));
    stores().run(() -> stores().streamMark().reserve(before + 50));
    assertThat(stores().<Long>inTransaction(() -> stores().streamMark().reserved()))
        .isEqualTo(before + 100);
  }
}
