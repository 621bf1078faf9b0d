package org.matrixee.server.keys;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.DeviceKeys;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.keys.rules.CrossSigningKeys;
import org.matrixee.server.keys.rules.CrossSigningKeys.PublicKey;
import org.matrixee.server.keys.rules.IdentityKeys;
import org.matrixee.server.keys.rules.SignedKeys;
import org.matrixee.server.keys.rules.SignedKeys.Judgement;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsDesk;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.device.DeviceKeyStore;
import org.matrixee.store.device.DeviceStore;

/** The short transactions of cross-signing keys and signatures. */
@Stateless
public class CrossSigningTransactions {
  private CrossSigningStore store;
  private DeviceStore devices;
  private DeviceKeyStore deviceKeys;
  private DeviceLists changes;
  private LoginTransactions permissions;
  private NewsDesk news;

  /** For the container's proxies. */
  protected CrossSigningTransactions() {}

  /** With what it needs. */
  @Inject
  public CrossSigningTransactions(
      CrossSigningStore store,
      DeviceStore devices,
      DeviceKeyStore deviceKeys,
      DeviceLists changes,
      LoginTransactions permissions,
      NewsDesk news) {
    this.store = store;
    this.devices = devices;
    this.deviceKeys = deviceKeys;
    this.changes = changes;
    this.permissions = permissions;
    this.news = news;
  }

  /**
   * Keeps keys, if nobody has to prove anything for it: there was no master key before, or nothing
   * changes.
   *
   * @return whether it was done; false if it needs a proof
   * @throws MatrixException as {@link #replace}
   */
  public boolean upload(UserId user, CrossSigningKeys uploaded) {
    // Of two first uploads at once, the second one is not the first.
    store.lock(user);
    CrossSigningKeys kept = kept(user);
    if (kept.hold(uploaded)) {
      return true;
    }
    check(user, kept, uploaded);
    if (kept.find(KeyUsage.MASTER).isPresent()) {
      return false;
    }
    write(user, kept, uploaded);
    return true;
  }

  /**
   * Keeps keys in the place of those before.
   *
   * @param permission the session that allowed it; null if nothing of it is kept
   * @throws MatrixException M_MISSING_PARAM if there is no master key; M_INVALID_SIGNATURE;
   *     M_FORBIDDEN if a key is called as one of the user's devices; M_UNKNOWN if another request
   *     used the permission meanwhile
   */
  public void replace(UserId user, CrossSigningKeys uploaded, @Nullable LoginSession permission) {
    permissions.use(permission);
    store.lock(user);
    CrossSigningKeys kept = kept(user);
    if (!kept.hold(uploaded)) {
      check(user, kept, uploaded);
      write(user, kept, uploaded);
    }
  }

  private CrossSigningKeys kept(UserId user) {
    return KeyQueries.byUser(store.findAll(List.of(user)))
        .getOrDefault(user, new CrossSigningKeys(Map.of()));
  }

  private void check(UserId user, CrossSigningKeys kept, CrossSigningKeys uploaded) {
    Map<String, JsonObject> own = ownDevices(user);
    uploaded.requireSignatures(
        kept,
        user,
        name ->
            Optional.ofNullable(own.get(IdentityKeys.deviceOf(name)))
                .flatMap(device -> IdentityKeys.signingKey(device, name)));
    Set<String> ids = uploaded.ids();
    for (Device device : devices.findAll(user)) {
      if (ids.contains(device.id().value())) {
        throw new MatrixException(
            ErrorCode.M_FORBIDDEN, "One of the keys is called as one of your devices.");
      }
    }
  }

  private Map<String, JsonObject> ownDevices(UserId user) {
    Map<String, JsonObject> own = new HashMap<>();
    for (DeviceKeys keys : deviceKeys.findAll(List.of(user))) {
      own.put(keys.device().value(), JsonReader.CONTENT.readObject(keys.content().sharedBytes()));
    }
    return own;
  }

  private void write(UserId user, CrossSigningKeys kept, CrossSigningKeys uploaded) {
    CrossSigningKeys after = kept.after(uploaded);
    Set<String> gone = new HashSet<>(kept.ids());
    gone.removeAll(after.ids());
    changes.forgetSignatures(user, List.copyOf(gone));
    Set<KeyUsage> without = EnumSet.allOf(KeyUsage.class);
    without.removeAll(after.keys().keySet());
    store.delete(user, without);
    uploaded
        .keys()
        .forEach(
            (usage, key) -> {
              // The same key again keeps the signatures that it has.
              if (kept.find(usage).map(PublicKey::id).filter(key.id()::equals).isEmpty()) {
                JsonText content = JsonText.ofOwned(CanonicalJson.write(key.object()));
                store.put(new CrossSigningKey(user, usage, key.id(), content));
              }
            });
    changes.changed(user);
  }

  /** Why a signature was not taken. */
  public record Failure(UserId owner, String keyId, ErrorCode code, String sentence) {}

  /**
   * Keeps signatures that are good.
   *
   * @param signed objects by their owners and the IDs of their keys
   * @return what came of the others
   */
  public List<Failure> sign(UserId user, Map<UserId, Map<String, JsonObject>> signed) {
    // Held, so that no signature outlives the keys that it is on.
    devices.holdAll(List.of(user));
    Set<UserId> owners = new HashSet<>(signed.keySet());
    owners.add(user);
    SignedKeys judge =
        new SignedKeys(user, KeyQueries.byUser(store.findAll(owners)), ownDevices(user));
    List<Failure> failures = new ArrayList<>();
    Set<KeySignature> good = new LinkedHashSet<>();
    signed.forEach(
        (owner, objects) ->
            objects.forEach(
                (keyId, object) -> {
                  Judgement judgement = judge.judge(owner, keyId, object);
                  if (judgement instanceof Judgement.Good taken) {
                    good.addAll(taken.signatures());
                  } else if (judgement instanceof Judgement.Refused refused) {
                    failures.add(new Failure(owner, keyId, refused.code(), refused.sentence()));
                  }
                }));
    good.removeAll(new HashSet<>(store.signatures(owners, user)));
    write(user, good);
    return failures;
  }

  /** Those on keys of others are news for nobody but the user's own devices. */
  private void write(UserId user, Set<KeySignature> signatures) {
    if (!signatures.isEmpty()) {
      boolean own = signatures.stream().anyMatch(signature -> signature.user().equals(user));
      long position = own ? changes.changed(user) : news.place(new News.DeviceList(user));
      store.sign(signatures, position);
    }
  }
}
