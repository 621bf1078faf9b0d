package org.matrixee.store.memory;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.matrixee.store.KeyStores;
import org.matrixee.store.Stores;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.account.DeactivationStore;
import org.matrixee.store.account.EmailProofStore;
import org.matrixee.store.account.ExternalIdentityStore;
import org.matrixee.store.account.IdentityBindingStore;
import org.matrixee.store.account.LoginSessionStore;
import org.matrixee.store.account.SuspensionStore;
import org.matrixee.store.account.ThreePidStore;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.addressbook.AddressBookStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.device.OpenIdTokenStore;
import org.matrixee.store.device.RefreshTokenStore;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.InboundTransactionStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.ServerKeyStore;
import org.matrixee.store.federation.SigningKeyStore;
import org.matrixee.store.media.MediaStore;
import org.matrixee.store.personal.AccountDataStore;
import org.matrixee.store.personal.FilterStore;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.profile.ProfileFieldStore;
import org.matrixee.store.profile.ProfileJobStore;
import org.matrixee.store.receipt.ReceiptStore;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.ForgottenRooms;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;
import org.matrixee.store.stream.StreamMarkStore;

/**
 * All stores in memory, sharing their rows, for tests of services. The contracts that the real
 * stores pass hold for these too.
 *
 * <p>Transactions run one at a time: a second thread waits in {@link #begin}. A store that is
 * called outside a transaction fails, as the real ones do.
 */
public final class InMemoryStores implements Stores {
  private final Tables tables = new Tables();
  private final ReentrantLock transaction = new ReentrantLock();
  private final EventStore events = new InMemoryEventStore(this);
  private final StateStore states = new InMemoryStateStore(this);
  private final RoomStore rooms = new InMemoryRoomStore(this);
  private final MembershipStore memberships = new InMemoryMembershipStore(this);
  private final AliasStore aliases = new InMemoryAliasStore(this);
  private final AccountStore accounts = new InMemoryAccountStore(this);
  private final TokenStore tokens = new InMemoryTokenStore(this);
  private final ClientTransactionStore clientTransactions =
      new InMemoryClientTransactionStore(this);
  private final LoginSessionStore loginSessions = new InMemoryLoginSessionStore(this);
  private final IdentityBindingStore identityBindings = new InMemoryIdentityBindingStore(this);
  private final ThreePidStore threePids = new InMemoryThreePidStore(this);
  private final EmailProofStore emailProofs = new InMemoryEmailProofStore(this);
  private final OpenIdTokenStore openIdTokens = new InMemoryOpenIdTokenStore(this);
  private final ExternalIdentityStore externalIdentities = new InMemoryExternalIdentityStore(this);
  private final SuspensionStore suspensions = new InMemorySuspensionStore(this);
  private final DeactivationStore deactivations = new InMemoryDeactivationStore(this);
  private final DeviceStore devices = new InMemoryDeviceStore(this);
  private final RefreshTokenStore refreshTokens = new InMemoryRefreshTokenStore(this);
  private final LoginTokenStore loginTokens = new InMemoryLoginTokenStore(this);
  private final KeyTables keyTables = new KeyTables();
  private final KeyStores keys = InMemoryKeys.stores(this, keyTables);
  private final ProfileJobStore profileJobs = new InMemoryProfileJobStore(this);
  private final ProfileFieldStore profileFields = new InMemoryProfileFieldStore(this);
  private final ForgottenRooms forgottenRooms = new InMemoryForgottenRooms(this);
  private final RelationStore relations = new InMemoryRelationStore(this);
  private final AddressBookStore addressBooks = new InMemoryAddressBookStore(this);
  private final OutboxStore outbox = new InMemoryOutboxStore(this);
  private final InboundTransactionStore inboundTransactions =
      new InMemoryInboundTransactionStore(this);
  private final GraphStore graph = new InMemoryGraphStore(this);
  private final DestinationStore destinations = new InMemoryDestinationStore(this);
  private final SigningKeyStore signingKeys = new InMemorySigningKeyStore(this);
  private final ServerKeyStore serverKeys = new InMemoryServerKeyStore(this);
  private final MediaStore media = new InMemoryMediaStore(this);
  private final PresenceStore presences = new InMemoryPresenceStore(this);
  private final PresenceListStore presenceLists = new InMemoryPresenceListStore(this);
  private final StreamMarkStore streamMark = new InMemoryStreamMarkStore(this);
  private final ReceiptStore receipts = new InMemoryReceiptStore(this);
  private final AccountDataStore accountData = new InMemoryAccountDataStore(this);
  private final FilterStore filters = new InMemoryFilterStore(this);

  /** Begins a transaction of this thread; waits for that of another. */
  public void begin() {
    if (isActive()) {
      throw new IllegalStateException("this thread is in a transaction");
    }
    transaction.lock();
  }

  /** Whether this thread is in a transaction. */
  public boolean isActive() {
    return transaction.isHeldByCurrentThread();
  }

  public void commit() {
    tables().journal.commit();
    transaction.unlock();
  }

  public void rollback() {
    tables().journal.rollback();
    transaction.unlock();
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    if (isActive()) {
      return work.get();
    }
    begin();
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (done) {
        commit();
      } else {
        rollback();
      }
    }
  }

  @Override
  public void clear() {
    run(
        () -> {
          tables().clear();
          keyTables.clear();
          tables().journal.commit();
        });
  }

  /** The rows, for a thread in a transaction. */
  Tables tables() {
    if (!isActive()) {
      throw new IllegalStateException("no transaction");
    }
    return tables;
  }

  @Override
  public EventStore events() {
    return events;
  }

  @Override
  public StateStore states() {
    return states;
  }

  @Override
  public RoomStore rooms() {
    return rooms;
  }

  @Override
  public MembershipStore memberships() {
    return memberships;
  }

  @Override
  public AliasStore aliases() {
    return aliases;
  }

  @Override
  public AccountStore accounts() {
    return accounts;
  }

  @Override
  public TokenStore tokens() {
    return tokens;
  }

  @Override
  public ClientTransactionStore clientTransactions() {
    return clientTransactions;
  }

  @Override
  public LoginSessionStore loginSessions() {
    return loginSessions;
  }

  @Override
  public IdentityBindingStore identityBindings() {
    return identityBindings;
  }

  @Override
  public ThreePidStore threePids() {
    return threePids;
  }

  @Override
  public ExternalIdentityStore externalIdentities() {
    return externalIdentities;
  }

  @Override
  public SuspensionStore suspensions() {
    return suspensions;
  }

  @Override
  public DeactivationStore deactivations() {
    return deactivations;
  }

  @Override
  public DeviceStore devices() {
    return devices;
  }

  @Override
  public RefreshTokenStore refreshTokens() {
    return refreshTokens;
  }

  @Override
  public EmailProofStore emailProofs() {
    return emailProofs;
  }

  @Override
  public OpenIdTokenStore openIdTokens() {
    return openIdTokens;
  }

  @Override
  public LoginTokenStore loginTokens() {
    return loginTokens;
  }

  @Override
  public KeyStores keys() {
    return keys;
  }

  @Override
  public ProfileJobStore profileJobs() {
    return profileJobs;
  }

  @Override
  public ProfileFieldStore profileFields() {
    return profileFields;
  }

  @Override
  public ForgottenRooms forgottenRooms() {
    return forgottenRooms;
  }

  @Override
  public RelationStore relations() {
    return relations;
  }

  @Override
  public AddressBookStore addressBooks() {
    return addressBooks;
  }

  @Override
  public OutboxStore outbox() {
    return outbox;
  }

  @Override
  public InboundTransactionStore inboundTransactions() {
    return inboundTransactions;
  }

  @Override
  public GraphStore graph() {
    return graph;
  }

  @Override
  public DestinationStore destinations() {
    return destinations;
  }

  @Override
  public SigningKeyStore signingKeys() {
    return signingKeys;
  }

  @Override
  public ServerKeyStore serverKeys() {
    return serverKeys;
  }

  @Override
  public MediaStore media() {
    return media;
  }

  @Override
  public PresenceStore presences() {
    return presences;
  }

  @Override
  public PresenceListStore presenceLists() {
    return presenceLists;
  }

  @Override
  public StreamMarkStore streamMark() {
    return streamMark;
  }

  @Override
  public ReceiptStore receipts() {
    return receipts;
  }

  @Override
  public AccountDataStore accountData() {
    return accountData;
  }

  @Override
  public FilterStore filters() {
    return filters;
  }
}
