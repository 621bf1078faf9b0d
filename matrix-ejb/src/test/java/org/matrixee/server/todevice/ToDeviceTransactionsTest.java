package org.matrixee.server.todevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.json;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.device.Device;
import org.matrixee.model.id.DeviceId;
import org.matrixee.server.account.device.DevicesEnded;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.news.News;
import org.matrixee.server.news.TestNewsDesk;
import org.matrixee.store.device.ToDevicePage;
import org.matrixee.store.memory.InMemoryStores;

class ToDeviceTransactionsTest {
  private static final DeviceId LAPTOP = new DeviceId("LAPTOP");
  private static final Requester SENDER = new Requester(BOB, 7, false, PHONE);

  private final InMemoryStores stores = new InMemoryStores();
  private final TestNewsDesk desk = new TestNewsDesk();
  private final ToDeviceService service =
      new ToDeviceService(
          new ToDeviceTransactions(
              stores.clientTransactions(),
              stores.devices(),
              stores.keys().toDevice(),
              desk,
              MatrixConfig.read(Map.<String, String>of()::get),
              Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC)));

  @BeforeEach
  void logIn() {
    stores.run(
        () -> {
          stores.devices().enter(ALICE, PHONE, null, 1);
          stores.devices().enter(ALICE, LAPTOP, null, 1);
        });
  }

  private void send(String txnId, String messages) {
    TransactionKey key = new TransactionKey(SENDER.tokenNid(), "/sendToDevice/t", txnId);
    stores.run(() -> service.send(SENDER, "t", json(messages), key));
  }

  private List<String> read(DeviceId device) {
    ToDevicePage page =
        stores.inTransaction(() -> stores.keys().toDevice().read(ALICE, device, 0, 99, 99));
    return page.messages().stream().map(message -> message.content().toString()).toList();
  }

  @Test
  void requestHasOnePlaceAndTellsEachDevice() {
    send("1", "{'@alice:localhost':{'*':{'x':1}}}");
    send("2", "{'@alice:localhost':{'PHONE':{'x':2}}}");
    assertThat(read(PHONE)).containsExactly("{\"x\":1}", "{\"x\":2}");
    assertThat(read(LAPTOP)).containsExactly("{\"x\":1}");
    assertThat(desk.told().get(0))
        .containsExactlyInAnyOrder(
            new News.ToDevice(ALICE, PHONE), new News.ToDevice(ALICE, LAPTOP));
    assertThat(desk.told().get(1)).containsExactly(new News.ToDevice(ALICE, PHONE));
  }

  @Test
  void repeatedRequestSendsNothing() {
    send("1", "{'@alice:localhost':{'PHONE':{'x':1}}}");
    send("1", "{'@alice:localhost':{'PHONE':{'x':2}}}");
    assertThat(read(PHONE)).containsExactly("{\"x\":1}");
    assertThat(desk.told()).hasSize(1);
  }

  @Test
  void whatIsForNobodyHereIsDropped() {
    send(
        "1", "{'@alice:localhost':{'GONE':{}},'@eve:localhost':{'*':{}},'@far:else':{'PHONE':{}}}");
    assertThat(read(PHONE)).isEmpty();
    assertThat(desk.told()).isEmpty();
  }

  @Test
  void messagesGoWithTheirDevice() {
    send("1", "{'@alice:localhost':{'*':{'x':1}}}");
    List<Device> ended =
        stores.inTransaction(() -> stores.devices().findAll(ALICE)).stream()
            .filter(device -> device.id().equals(PHONE))
            .toList();
    MessagesOfEndedDevices cleanup = new MessagesOfEndedDevices(stores.keys().toDevice());
    stores.run(() -> cleanup.onDevicesEnded(new DevicesEnded(ended)));
    assertThat(read(PHONE)).isEmpty();
    assertThat(read(LAPTOP)).hasSize(1);
  }
}
