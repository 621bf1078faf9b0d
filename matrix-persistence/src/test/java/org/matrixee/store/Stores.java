package org.matrixee.store;

import java.util.function.Supplier;
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

/** All stores over one database, and its transactions. */
public interface Stores {
  EventStore events();

  StateStore states();

  RoomStore rooms();

  MembershipStore memberships();

  AliasStore aliases();

  AccountStore accounts();

  TokenStore tokens();

  ClientTransactionStore clientTransactions();

  LoginSessionStore loginSessions();

  ThreePidStore threePids();

  EmailProofStore emailProofs();

  ExternalIdentityStore externalIdentities();

  IdentityBindingStore identityBindings();

  SuspensionStore suspensions();

  DeactivationStore deactivations();

  DeviceStore devices();

  RefreshTokenStore refreshTokens();

  LoginTokenStore loginTokens();

  OpenIdTokenStore openIdTokens();

  KeyStores keys();

  ProfileJobStore profileJobs();

  ProfileFieldStore profileFields();

  ForgottenRooms forgottenRooms();

  RelationStore relations();

  AddressBookStore addressBooks();

  OutboxStore outbox();

  InboundTransactionStore inboundTransactions();

  GraphStore graph();

  DestinationStore destinations();

  SigningKeyStore signingKeys();

  ServerKeyStore serverKeys();

  MediaStore media();

  PresenceStore presences();

  PresenceListStore presenceLists();

  StreamMarkStore streamMark();

  ReceiptStore receipts();

  AccountDataStore accountData();

  FilterStore filters();

  /**
   * Works in a transaction: the thread's own if it is in one, or else a new one, which is rolled
   * back if the work throws.
   */
  <T> T inTransaction(Supplier<T> work);

  /** Works in a transaction, see {@link #inTransaction}. */
  default void run(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return null;
        });
  }

  /** Empties every table. */
  void clear();
}
