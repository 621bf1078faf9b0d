package org.matrixee.store.memory;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.device.Device;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StoredEvent.Related;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.profile.ProfileJob;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.receipt.ReceiptKind;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.account.IdentityBindingStore;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.SigningKeyStore.RetiredKey;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;
import org.matrixee.store.presence.PresenceListEntry;
import org.matrixee.store.presence.StoredPresence;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.RoomRecord;

/** The rows of the in-memory stores; changed only through the journal. */
final class Tables {
  final Journal journal = new Journal();
  final NavigableMap<Long, RoomRow> rooms = new TreeMap<>();
  final NavigableMap<Long, EventRow> events = new TreeMap<>();
  final Map<EventId, Long> eventNids = new HashMap<>();
  final Map<Long, Map<StateTuple, Long>> snapshots = new HashMap<>();
  final Map<InRoom<StateTuple>, CurrentRow> currentState = new HashMap<>();
  final Map<InRoom<UserId>, MembershipRow> memberships = new HashMap<>();
  final NavigableMap<String, AliasMapping> aliases = new TreeMap<>();
  final Map<UserId, Account> accounts = new HashMap<>();
  final Map<String, TokenStore.NewToken> tokens = new HashMap<>();
  final NavigableMap<Long, Device> devices = new TreeMap<>();
  final Map<String, RefreshRow> refreshTokens = new HashMap<>();
  final Map<String, LoginTokenRow> loginTokens = new HashMap<>();
  final Map<UserId, Boolean> deactivations = new LinkedHashMap<>();
  final Map<TransactionKey, ClientTransactionRow> clientTransactions = new HashMap<>();
  final Map<String, LoginSession> loginSessions = new HashMap<>();
  final Map<ThreePid, ThreePidRow> threePids = new HashMap<>();
  final Map<String, EmailProof> emailProofs = new LinkedHashMap<>();
  final Map<String, LoginTokenRow> openIdTokens = new HashMap<>();
  final Map<ExternalIdentity, UserId> externalIdentities = new HashMap<>();
  final Map<Long, BindingRow> bindings = new HashMap<>();
  final Map<UserId, UserId> suspensions = new HashMap<>();
  final Map<UserId, ProfileJob> profileJobs = new HashMap<>();
  final Map<FieldKey, JsonText> profileFields = new HashMap<>();
  final Map<InRoom<UserId>, Long> forgottenRooms = new HashMap<>();
  final Map<UserId, JsonText> addressBooks = new HashMap<>();
  final NavigableMap<String, OutboxStore.Entry> outbox = new TreeMap<>();
  final Map<AwaitedKey, AwaitedRow> awaited = new LinkedHashMap<>();
  final Map<InboundKey, InboundRow> inboundTransactions = new HashMap<>();
  final NavigableMap<Long, InMemoryOutboxStore.EduRow> outboxEdus = new TreeMap<>();
  final NavigableMap<String, Destination> destinations = new TreeMap<>();
  final NavigableMap<Long, InMemoryDestinationStore.Row> outgoing = new TreeMap<>();
  final Map<Boolean, SigningKey> signingKeyInUse = new HashMap<>();
  final Map<KeyId, RetiredKey> retiredKeys = new HashMap<>();
  final Map<ServerKeyId, PublishedKey> serverKeys = new HashMap<>();
  final Map<MediaId, Media> media = new HashMap<>();
  final Map<MediaId, ReservedMedia> reservedMedia = new HashMap<>();
  final Map<UserId, StoredPresence> presences = new HashMap<>();
  final Map<UserId, UserPresence> presencesOfOthers = new HashMap<>();
  final Map<ListKey, PresenceListEntry> presenceLists = new HashMap<>();
  final Map<ListKey, Boolean> unwatched = new HashMap<>();
  final Map<Boolean, Long> streamMark = new HashMap<>();
  final Map<ReceiptKey, ReceiptRow> receipts = new HashMap<>();
  final Map<DatumKey, AccountDatum> accountData = new HashMap<>();
  final Map<FilterKey, JsonText> filters = new HashMap<>();

  /** Not a row: numbers are not given back by a rollback. */
  private long lastNid;

  record ReceiptKey(long roomNid, UserId user, ReceiptKind kind, String thread) {}

  record ReceiptRow(Receipt receipt, long position) {}

  record DatumKey(UserId user, long roomNid, String type) {}

  record FilterKey(UserId user, String id) {}

  record RoomRow(RoomRecord record, RoomHead head) {}

  record AwaitedKey(EventId id, AwaitedEvent.Reason reason, long byNid) {}

  record AwaitedRow(long roomNid, AwaitedEvent event) {}

  record InboundKey(ServerName origin, String transactionId) {}

  record InboundRow(JsonText answer, long ts) {}

  record ServerKeyId(ServerName server, KeyId id) {}

  record ListKey(UserId observer, UserId observed) {}

  record CurrentRow(long eventNid, long position) {}

  record FieldKey(UserId user, String name) {}

  record InRoom<K>(long roomNid, K key) {}

  record MembershipRow(
      UserId user, Membership membership, UserId sender, long eventNid, long position) {}

  record RefreshRow(long deviceNid, int generation) {}

  record LoginTokenRow(UserId user, long expiresTs) {}

  record ThreePidRow(UserId user, long addedTs) {}

  record BindingRow(IdentityBindingStore.Due due, long retryTs) {}

  record ClientTransactionRow(RoomOutcome outcome, long createdTs) {}

  record EventRow(long roomNid, AppendedEvent appended, JsonText json, Long redactedBy) {
    boolean isAccepted() {
      return appended.status() == EventStatus.ACCEPTED;
    }

    boolean isState() {
      return appended.event().isState();
    }

    TimelinePosition place() {
      return new TimelinePosition(appended.event().depth(), appended.position());
    }
  }

  long nextNid() {
    return ++lastNid;
  }

  StoredEvent stored(long nid) {
    return stored(events.get(nid));
  }

  StoredEvent stored(EventRow row) {
    AppendedEvent appended = row.appended();
    RoomRecord room = rooms.get(row.roomNid()).record();
    return new StoredEvent(
        appended.nid(),
        row.roomNid(),
        room.room(),
        room.version(),
        appended.event().id(),
        appended.event().type(),
        appended.event().stateKey(),
        appended.event().sender(),
        appended.event().originServerTs(),
        appended.event().depth(),
        appended.position(),
        appended.status(),
        appended.event().requiredPowerLevel(),
        row.json(),
        related(appended.replacedNid()),
        related(row.redactedBy()));
  }

  private Related related(Long nid) {
    EventRow row = nid == null ? null : events.get(nid);
    return row == null ? null : new Related(nid, row.json(), row.redactedBy() != null);
  }

  void clear() {
    rooms.clear();
    events.clear();
    eventNids.clear();
    snapshots.clear();
    currentState.clear();
    memberships.clear();
    aliases.clear();
    accounts.clear();
    tokens.clear();
    devices.clear();
    refreshTokens.clear();
    loginTokens.clear();
    deactivations.clear();
    clientTransactions.clear();
    loginSessions.clear();
    threePids.clear();
    emailProofs.clear();
    openIdTokens.clear();
    externalIdentities.clear();
    bindings.clear();
    suspensions.clear();
    profileJobs.clear();
    profileFields.clear();
    forgottenRooms.clear();
    addressBooks.clear();
    outbox.clear();
    awaited.clear();
    inboundTransactions.clear();
    outboxEdus.clear();
    destinations.clear();
    outgoing.clear();
    signingKeyInUse.clear();
    retiredKeys.clear();
    serverKeys.clear();
    media.clear();
    reservedMedia.clear();
    presences.clear();
    presencesOfOthers.clear();
    presenceLists.clear();
    unwatched.clear();
    streamMark.clear();
    receipts.clear();
    accountData.clear();
    filters.clear();
  }
}
