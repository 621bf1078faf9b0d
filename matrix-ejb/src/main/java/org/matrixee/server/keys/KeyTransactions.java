package org.matrixee.server.keys;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.keys.rules.IdentityKeys;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.device.DeviceKeyStore;
import org.matrixee.store.device.DeviceListStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.OneTimeKeyStore;
import org.matrixee.store.room.MembershipStore;

/** The short transactions of keys of devices. */
@Stateless
public class KeyTransactions {
  /** More than any client keeps the private halves of. */
  static final int MAX_ONE_TIME_KEYS = 1000;

  /** How long a key that was given out is remembered: longer than a lost answer is repeated. */
  private static final Duration CLAIMED_FOR = Duration.ofDays(7);

  private DeviceStore devices;
  private DeviceKeyStore deviceKeys;
  private OneTimeKeyStore oneTimeKeys;
  private CrossSigningStore crossSigning;
  private DeviceListStore lists;
  private MembershipStore memberships;
  private DeviceLists changes;
  private Clock clock;

  /** For the container's proxies. */
  protected KeyTransactions() {}

  /** With what it needs. */
  @Inject
  public KeyTransactions(
      DeviceStore devices,
      DeviceKeyStore deviceKeys,
      OneTimeKeyStore oneTimeKeys,
      CrossSigningStore crossSigning,
      DeviceListStore lists,
      MembershipStore memberships,
      DeviceLists changes,
      Clock clock) {
    this.devices = devices;
    this.deviceKeys = deviceKeys;
    this.oneTimeKeys = oneTimeKeys;
    this.crossSigning = crossSigning;
    this.lists = lists;
    this.memberships = memberships;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Keeps what a device uploads; what it has uploaded before, and uploads again, changes nothing.
   *
   * @return the keys that it has to give out then
   * @throws MatrixException M_UNKNOWN_TOKEN if the device has ended meanwhile; M_INVALID_PARAM if a
   *     one-time key has the name of another one, or there are too many
   */
  public KeysLeft upload(UserId user, DeviceId device, KeyUpload upload) {
    if (devices.hold(user, device).isEmpty()) {
      throw new MatrixException(ErrorCode.M_UNKNOWN_TOKEN, "This device has been logged out.");
    }
    @Nullable JsonObject identity = upload.identity();
    if (identity != null) {
      putIdentity(user, device, identity);
    }
    if (!upload.oneTimeKeys().isEmpty()) {
      addOneTimeKeys(user, device, upload.oneTimeKeys());
    }
    if (!upload.fallbackKeys().isEmpty()) {
      Map<String, OneTimeKey> kept = oneTimeKeys.fallbacks(user, device);
      for (OneTimeKey key : upload.fallbackKeys()) {
        if (!key.equals(kept.get(key.algorithm()))) {
          oneTimeKeys.putFallback(user, device, key);
        }
      }
    }
    return oneTimeKeys.left(user, device);
  }

  private void putIdentity(UserId user, DeviceId device, JsonObject identity) {
    JsonText content = JsonText.ofOwned(CanonicalJson.write(identity));
    Optional<JsonText> kept = deviceKeys.find(user, device);
    if (kept.filter(content::equals).isPresent()) {
      return;
    }
    if (kept.isPresent() && !IdentityKeys.isSameIdentity(identity, object(kept.get()))) {
      // It has begun anew: what the former keys signed, and who signed them, is worth nothing.
      oneTimeKeys.deleteAll(user, Set.of(device));
      changes.forgetSignatures(user, List.of(device.value()));
    }
    deviceKeys.put(user, device, content);
    changes.changed(user);
  }

  private static JsonObject object(JsonText content) {
    return JsonReader.CONTENT.readObject(content.sharedBytes());
  }

  private void addOneTimeKeys(UserId user, DeviceId device, List<OneTimeKey> keys) {
    oneTimeKeys.forgetClaimed(user, device, clock.millis() - CLAIMED_FOR.toMillis());
    Map<String, JsonText> known =
        oneTimeKeys.find(user, device, keys.stream().map(OneTimeKey::name).toList());
    List<OneTimeKey> added = new ArrayList<>();
    for (OneTimeKey key : keys) {
      @Nullable JsonText before = known.get(key.name());
      if (before == null) {
        added.add(key);
      } else if (!before.equals(key.content())) {
        throw new MatrixException(
            ErrorCode.M_INVALID_PARAM,
            "One time key " + key.name() + " already exists, and is another key.");
      }
    }
    oneTimeKeys.add(user, device, added);
    int all =
        oneTimeKeys.left(user, device).oneTimeKeys().values().stream()
            .mapToInt(Integer::intValue)
            .sum();
    if (all > MAX_ONE_TIME_KEYS) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "A device may have " + MAX_ONE_TIME_KEYS + " one-time keys at most.");
    }
  }

  /** How many keys of a device can be given out. */
  public KeysLeft left(UserId user, DeviceId device) {
    return oneTimeKeys.left(user, device);
  }

  /** Takes a key of each: a one-time key, or else the fallback key. */
  public Map<WantedKey, OneTimeKey> claim(Collection<WantedKey> wanted) {
    Set<WantedKey> each = new HashSet<>(wanted);
    Map<WantedKey, OneTimeKey> claimed =
        new HashMap<>(oneTimeKeys.claim(each, Math.max(1, clock.millis())));
    each.removeAll(claimed.keySet());
    claimed.putAll(oneTimeKeys.useFallbacks(each));
    return claimed;
  }

  /**
   * Whose devices a user has to look at again, and whose no more.
   *
   * @param changed users who share a room with the user, or the user
   * @param left users who did, and do not any more
   */
  public record Changes(Set<UserId> changed, Set<UserId> left) {
    /** Copies both. */
    public Changes {
      changed = Set.copyOf(changed);
      left = Set.copyOf(left);
    }
  }

  /**
   * What has changed after a place in the stream, up to and with another.
   *
   * @param uptoPos what can be read now
   */
  public Changes changes(UserId user, long afterPos, long uptoPos) {
    Set<UserId> touched = lists.changed(afterPos, uptoPos);
    Set<UserId> changed = new HashSet<>(memberships.roomMates(user, touched));
    if (touched.contains(user)) {
      changed.add(user);
    }
    changed.addAll(lists.met(user, afterPos, uptoPos));
    changed.addAll(crossSigning.signedBy(user, afterPos, uptoPos));
    Set<UserId> left = new HashSet<>(lists.parted(user, afterPos, uptoPos));
    left.removeAll(memberships.roomMates(user, left));
    return new Changes(changed, left);
  }
}
