package org.matrixee.slice;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.account.device.DeviceTransactions;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomFounder;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.Streams;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.profile.ProfileTransactions;
import org.matrixee.server.room.RoomCreationService;
import org.matrixee.server.room.RoomEventService;
import org.matrixee.server.room.RoomLookup;
import org.matrixee.server.room.RoomRequest;
import org.matrixee.server.todevice.ToDeviceService;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.ToDevicePage;
import org.matrixee.store.device.ToDeviceStore;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.schema.SchemaMigration;

/** Transactions and exceptions, as the container makes them between the layers. */
@ExtendWith(ArquillianExtension.class)
class WiringIT {
  private static final UserId NOBODY = new UserId("@nobody:localhost");
  private static final JsonObject HELLO =
      Json.createObjectBuilder().add("msgtype", "m.text").add("body", "hello").build();

  @Inject private UserTransaction transaction;
  @Inject private AccountStore accounts;
  @Inject private RoomStore rooms;
  @Inject private EventStore events;
  @Inject private OutboxStore outbox;
  @Inject private ProfileTransactions profiles;
  @Inject private RoomCreationService creation;
  @Inject private RoomEventService sending;
  @Inject private RoomFounder founder;
  @Inject private RoomLookup lookup;
  @Inject private RoomSequencer sequencer;
  @Inject private SchemaMigration schema;
  @Inject private Streams streams;
  @Inject private DeviceStore devices;
  @Inject private DeviceTransactions deviceTransactions;
  @Inject private ToDeviceService toDevice;
  @Inject private ToDeviceStore waitingMessages;

  @Deployment
  static EnterpriseArchive application() {
    return SliceServer.earWith(WiringIT.class);
  }

  @Test
  void deployedServerHasMigratedAndStartedItsStream() {
    assertThat(schema.isCurrent()).isTrue();
    assertThat(streams.isStarted()).isTrue();
  }

  @Test
  void storesRefuseToWorkWithoutATransaction() throws Exception {
    List<ThrowingCallable> calls =
        List.of(
            () -> accounts.find(NOBODY),
            () -> rooms.listed(),
            () -> events.maxPosition(),
            () -> outbox.enqueue(List.of()));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(TransactionalException.class)
          .hasCauseInstanceOf(TransactionRequiredException.class);
    }
    assertThat(inTransaction(() -> accounts.find(NOBODY))).isEmpty();
  }

  @Test
  void refusalArrivesUnwrappedAndRollsTheCallersTransactionBack() throws Exception {
    Account written = account("@written:localhost");
    transaction.begin();
    assertThat(accounts.create(written)).isTrue();
    assertThatThrownBy(() -> profiles.change(NOBODY, same -> same))
        .satisfies(e -> refused(e, ErrorCode.M_NOT_FOUND));
    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
    assertThatThrownBy(transaction::commit).isInstanceOf(RollbackException.class);
    assertThat(inTransaction(() -> accounts.find(written.user()))).isEmpty();
  }

  @Test
  void commandIsAnsweredAfterItsCommit() throws Exception {
    Requester anna = register("@anna:localhost");
    RoomRequest wanted = new RoomRequest(false, null, null, null, List.of());
    RoomId room = await(creation.create(anna, wanted, null)).room();
    EventDraft draft = EventDraft.message(anna.user(), EventType.MESSAGE, HELLO);
    // Runs on the writer's thread as a rule, where begin() fails if the transaction still runs.
    CompletionStage<Optional<StoredEvent>> found =
        sending.send(anna, room, draft, null).thenApply(this::readAgain);
    assertThat(await(found)).map(StoredEvent::room).hasValue(room);
  }

  private Optional<StoredEvent> readAgain(RoomOutcome outcome) {
    try {
      return inTransaction(() -> events.find(outcome.event()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void failedCommandWritesNothing() throws Exception {
    Requester bert = register("@bert:localhost");
    RoomAlias alias = new RoomAlias("#half-made:localhost");
    JsonObject creator = Json.createObjectBuilder().add("creator", bert.user().value()).build();
    SignedPdu first =
        founder.found(
            RoomVersion.V2014,
            new EventDraft(EventType.CREATE, "", bert.user(), creator, null, null, true));
    RoomRef room = new RoomRef(lookup.newRoomNid(), first.event().room(), RoomVersion.V2014, false);
    List<EventDraft> drafts = List.of(EventDraft.message(NOBODY, EventType.MESSAGE, HELLO));
    long before = inTransaction(events::maxPosition);
    // Room and alias are in the database when the second draft is refused.
    assertThatThrownBy(
            () ->
                await(
                    sequencer.submit(
                        new RoomCommand.Create(room, bert, null, first, drafts, alias))))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .satisfies(e -> refused(e, ErrorCode.M_FORBIDDEN));
    assertThat(lookup.find(room.room())).isEmpty();
    assertThat(lookup.find(alias)).isEmpty();
    assertThat(inTransaction(events::maxPosition)).isEqualTo(before);
  }

  /** Until a device has confirmed it: what a lost answer told is told again. */
  @Test
  void messageToADeviceIsReadableWhenItIsSentAndGoesWithTheDevice() throws Exception {
    UserId carl = register("@carl:localhost").user();
    DeviceId phone = new DeviceId("PHONE");
    Device device = inTransaction(() -> devices.enter(carl, phone, null, 1));
    Requester sender = new Requester(carl, device.nid(), false, phone);
    TransactionKey request = new TransactionKey(device.nid(), "/sendToDevice/m.dummy", "1");
    JsonObject messages =
        Json.createObjectBuilder()
            .add(carl.value(), Json.createObjectBuilder().add("*", HELLO))
            .build();
    long before = streams.clock().readable();
    toDevice.send(sender, "m.dummy", messages, request);
    toDevice.send(sender, "m.dummy", messages, request);
    long now = streams.clock().readable();
    for (int i = 0; i < 2; i++) {
      ToDevicePage page = inTransaction(() -> waitingMessages.read(carl, phone, before, now, 10));
      assertThat(page.messages()).extracting(ToDeviceMessage::sender).containsExactly(carl);
      assertThat(page.readUpTo()).isEqualTo(now);
    }
    assertThat(inTransaction(() -> waitingMessages.delete(carl, phone, now))).isEqualTo(1);

    toDevice.send(sender, "m.dummy", messages, new TransactionKey(1, "/sendToDevice", "2"));
    deviceTransactions.endAll(carl);
    ToDevicePage none =
        inTransaction(() -> waitingMessages.read(carl, phone, 0, Long.MAX_VALUE, 10));
    assertThat(none.messages()).isEmpty();
  }

  private Requester register(String user) throws Exception {
    Account account = account(user);
    assertThat(inTransaction(() -> accounts.create(account))).isTrue();
    return new Requester(account.user(), 0, false);
  }

  private static Account account(String user) {
    return new Account(new UserId(user), null, null, null, false, 0);
  }

  private <T> T inTransaction(Callable<T> work) throws Exception {
    transaction.begin();
    try {
      T result = work.call();
      transaction.commit();
      return result;
    } finally {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    }
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, SECONDS);
  }

  private static void refused(Throwable thrown, ErrorCode code) {
    assertThat(thrown)
        .isExactlyInstanceOf(MatrixException.class)
        .extracting(e -> ((MatrixException) e).code())
        .isEqualTo(code);
  }
}
