package org.matrixee.store.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
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
import org.matrixee.store.account.jpa.AccountAdapters;
import org.matrixee.store.addressbook.AddressBookStore;
import org.matrixee.store.addressbook.jpa.AddressBookAdapters;
import org.matrixee.store.backup.jpa.KeyBackupAdapters;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.device.OpenIdTokenStore;
import org.matrixee.store.device.RefreshTokenStore;
import org.matrixee.store.device.jpa.DeviceAdapters;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.event.jpa.EventAdapters;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.InboundTransactionStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.ServerKeyStore;
import org.matrixee.store.federation.SigningKeyStore;
import org.matrixee.store.federation.jpa.FederationAdapters;
import org.matrixee.store.media.MediaStore;
import org.matrixee.store.media.jpa.MediaAdapters;
import org.matrixee.store.personal.AccountDataStore;
import org.matrixee.store.personal.FilterStore;
import org.matrixee.store.personal.jpa.PersonalAdapters;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.presence.jpa.PresenceAdapters;
import org.matrixee.store.profile.ProfileFieldStore;
import org.matrixee.store.profile.ProfileJobStore;
import org.matrixee.store.profile.jpa.ProfileAdapters;
import org.matrixee.store.receipt.ReceiptStore;
import org.matrixee.store.receipt.jpa.ReceiptAdapters;
import org.matrixee.store.room.AliasStore;
import org.matrixee.store.room.ForgottenRooms;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.room.jpa.RoomAdapters;
import org.matrixee.store.schema.jpa.SchemaAdapters;
import org.matrixee.store.state.StateStore;
import org.matrixee.store.state.jpa.StateAdapters;
import org.matrixee.store.stream.StreamMarkStore;
import org.matrixee.store.stream.jpa.StreamAdapters;

/**
 * The real stores without a container: the unit "matrix" on any data source, and one entity manager
 * for each thread's transaction.
 */
public final class JpaStores implements Stores, AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          "room",
          "event",
          "event_json",
          "event_edge",
          "awaited_event",
          "forward_extremity",
          "state_block",
          "current_state",
          "membership",
          "account",
          "access_token",
          "device",
          "refresh_token",
          "login_token",
          "openid_token",
          "email_proof",
          "to_device",
          "device_key",
          "one_time_key",
          "fallback_key",
          "cross_signing_key",
          "key_signature",
          "device_list_change",
          "key_backup",
          "backed_up_key",
          "account_deactivation",
          "client_transaction",
          "login_session",
          "third_party_id",
          "external_identity",
          "identity_binding",
          "room_alias",
          "room_alias_server",
          "account_suspension",
          "profile_job",
          "profile_field",
          "forgotten_room",
          "event_relation",
          "address_book",
          "outbox",
          "outbox_edu",
          "outgoing_transaction",
          "destination",
          "inbound_transaction",
          "server_key",
          "signing_key",
          "media",
          "media_usage",
          "reserved_media",
          "receipt",
          "account_data",
          "event_filter",
          "presence",
          "presence_list");

  private final DataSource dataSource;
  private final EntityManagerFactory factory;

  // Not static: several databases may be open at once.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

  private final Database database;
  private final NidAllocator nids;
  private final EventStore events;
  private final RelationStore relations;
  private final StateStore states;
  private final RoomStore rooms;
  private final TokenStore tokens;
  private final ExternalIdentityStore externalIdentities;
  private final IdentityBindingStore identityBindings;

  /** Migrates the database, and opens stores on it. */
  public JpaStores(DataSource dataSource) {
    this.dataSource = dataSource;
    this.factory = factory(dataSource);
    EntityManager entities = entityManagerOfThread();
    SchemaAdapters.migration(entities, dataSource).migrate();
    this.database = new Database(entities);
    this.nids = new NidAllocator(database);
    EventReader reader = new EventReader(database);
    this.events = EventAdapters.create(database, nids, reader);
    this.relations = EventAdapters.relations(database, reader);
    this.states = StateAdapters.create(database, nids, reader);
    this.rooms = RoomAdapters.rooms(database, states);
    this.tokens = AccountAdapters.tokens(database, nids);
    this.externalIdentities = AccountAdapters.externalIdentities(database);
    this.identityBindings = AccountAdapters.identityBindings(database, nids);
  }

  /** The unit "matrix" as it is, on another data source and without JTA. */
  public static EntityManagerFactory factory(DataSource dataSource) {
    return Persistence.createEntityManagerFactory(
        "matrix",
        Map.of(
            "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
            "jakarta.persistence.nonJtaDataSource", dataSource,
            "hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD"));
  }

  /** What a container injects: it finds the transaction of the thread. */
  private EntityManager entityManagerOfThread() {
    return (EntityManager)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, this::invoke);
  }

  private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("getEntityManagerFactory")) {
      return factory;
    }
    EntityManager entities = current.get();
    if (entities == null) {
      throw new IllegalStateException("no transaction");
    }
    try {
      return method.invoke(entities, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    if (current.get() != null) {
      return work.get();
    }
    EntityManager entities = factory.createEntityManager();
    current.set(entities);
    try {
      entities.getTransaction().begin();
      T result = work.get();
      entities.getTransaction().commit();
      return result;
    } finally {
      current.remove();
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.close();
    }
  }

  @Override
  public void clear() {
    for (String table : TABLES) {
      execute("delete from " + table);
    }
  }

  /** Runs one statement in a transaction of its own. */
  public void execute(String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public Database database() {
    return database;
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
    return RoomAdapters.memberships(database);
  }

  @Override
  public AliasStore aliases() {
    return RoomAdapters.aliases(database);
  }

  @Override
  public AccountStore accounts() {
    return AccountAdapters.accounts(database);
  }

  @Override
  public ExternalIdentityStore externalIdentities() {
    return externalIdentities;
  }

  @Override
  public TokenStore tokens() {
    return tokens;
  }

  @Override
  public ClientTransactionStore clientTransactions() {
    return AccountAdapters.clientTransactions(database);
  }

  @Override
  public LoginSessionStore loginSessions() {
    return AccountAdapters.loginSessions(database);
  }

  @Override
  public IdentityBindingStore identityBindings() {
    return identityBindings;
  }

  @Override
  public ThreePidStore threePids() {
    return AccountAdapters.threePids(database);
  }

  @Override
  public SuspensionStore suspensions() {
    return AccountAdapters.suspensions(database);
  }

  @Override
  public DeactivationStore deactivations() {
    return AccountAdapters.deactivations(database);
  }

  @Override
  public DeviceStore devices() {
    return DeviceAdapters.devices(database, nids);
  }

  @Override
  public RefreshTokenStore refreshTokens() {
    return DeviceAdapters.refreshTokens(database);
  }

  @Override
  public EmailProofStore emailProofs() {
    return AccountAdapters.emailProofs(database);
  }

  @Override
  public OpenIdTokenStore openIdTokens() {
    return DeviceAdapters.openIdTokens(database);
  }

  @Override
  public LoginTokenStore loginTokens() {
    return DeviceAdapters.loginTokens(database);
  }

  @Override
  public KeyStores keys() {
    return DeviceAdapters.keys(database, nids, KeyBackupAdapters.backups(database));
  }

  @Override
  public ProfileJobStore profileJobs() {
    return ProfileAdapters.jobs(database);
  }

  @Override
  public ProfileFieldStore profileFields() {
    return ProfileAdapters.fields(database);
  }

  @Override
  public ForgottenRooms forgottenRooms() {
    return RoomAdapters.forgotten(database);
  }

  @Override
  public RelationStore relations() {
    return relations;
  }

  @Override
  public AddressBookStore addressBooks() {
    return AddressBookAdapters.books(database);
  }

  @Override
  public OutboxStore outbox() {
    return FederationAdapters.outbox(database, nids);
  }

  @Override
  public DestinationStore destinations() {
    return FederationAdapters.destinations(database);
  }

  @Override
  public InboundTransactionStore inboundTransactions() {
    return FederationAdapters.inboundTransactions(database);
  }

  @Override
  public GraphStore graph() {
    return EventAdapters.graph(database);
  }

  @Override
  public SigningKeyStore signingKeys() {
    return FederationAdapters.signingKeys(database);
  }

  @Override
  public ServerKeyStore serverKeys() {
    return FederationAdapters.serverKeys(database);
  }

  @Override
  public MediaStore media() {
    return MediaAdapters.media(database);
  }

  @Override
  public PresenceStore presences() {
    return PresenceAdapters.presences(database);
  }

  @Override
  public PresenceListStore presenceLists() {
    return PresenceAdapters.lists(database);
  }

  @Override
  public StreamMarkStore streamMark() {
    return StreamAdapters.mark(database);
  }

  @Override
  public ReceiptStore receipts() {
    return ReceiptAdapters.receipts(database);
  }

  @Override
  public AccountDataStore accountData() {
    return PersonalAdapters.accountData(database);
  }

  @Override
  public FilterStore filters() {
    return PersonalAdapters.filters(database);
  }

  @Override
  public void close() {
    factory.close();
  }
}
