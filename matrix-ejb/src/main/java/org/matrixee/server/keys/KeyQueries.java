package org.matrixee.server.keys;

import static java.util.stream.Collectors.groupingBy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.DeviceKeys;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.UserId;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.keys.rules.CrossSigningKeys;
import org.matrixee.server.keys.rules.CrossSigningKeys.PublicKey;
import org.matrixee.server.keys.rules.KeyAnswers.KnownDevice;
import org.matrixee.server.keys.rules.KeyAnswers.KnownUser;
import org.matrixee.server.keys.rules.KeyQuestions;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.device.DeviceKeyStore;

/** Reads keys of users: four statements, however many users are asked for. */
@Stateless
public class KeyQueries {
  private AccountStore accounts;
  private DeviceKeyStore deviceKeys;
  private CrossSigningStore crossSigning;

  /** For the container's proxies. */
  protected KeyQueries() {}

  /** With what it needs. */
  @Inject
  public KeyQueries(
      AccountStore accounts, DeviceKeyStore deviceKeys, CrossSigningStore crossSigning) {
    this.accounts = accounts;
    this.deviceKeys = deviceKeys;
    this.crossSigning = crossSigning;
  }

  /**
   * What is known of users of this server; those who do not exist are left out.
   *
   * @param viewer who asks
   * @param users of this server
   */
  public List<KnownUser> query(UserId viewer, KeyQuestions.Query query, Collection<UserId> users) {
    Collection<UserId> known = accounts.findAll(users).keySet();
    Map<UserId, List<DeviceKeys>> devices =
        deviceKeys.findAll(known).stream()
            .filter(keys -> query.asksFor(keys.user(), keys.device()))
            .collect(groupingBy(DeviceKeys::user));
    Map<UserId, CrossSigningKeys> crossSigned = crossSigningKeys(known);
    Map<UserId, List<KeySignature>> signatures =
        crossSigning.signatures(known, viewer).stream().collect(groupingBy(KeySignature::user));
    List<KnownUser> found = new ArrayList<>();
    for (UserId user : known) {
      found.add(
          new KnownUser(
              user,
              devices.getOrDefault(user, List.of()).stream().map(KeyQueries::device).toList(),
              crossSigned.getOrDefault(user, new CrossSigningKeys(Map.of())),
              signatures.getOrDefault(user, List.of())));
    }
    return found;
  }

  private static KnownDevice device(DeviceKeys keys) {
    return new KnownDevice(
        keys.device(),
        JsonReader.CONTENT.readObject(keys.content().sharedBytes()),
        keys.displayName());
  }

  private Map<UserId, CrossSigningKeys> crossSigningKeys(Collection<UserId> users) {
    return byUser(crossSigning.findAll(users));
  }

  static Map<UserId, CrossSigningKeys> byUser(Collection<CrossSigningKey> keys) {
    Map<UserId, Map<KeyUsage, PublicKey>> byUser = new HashMap<>();
    for (CrossSigningKey key : keys) {
      byUser
          .computeIfAbsent(key.user(), user -> new EnumMap<>(KeyUsage.class))
          .put(
              key.usage(),
              new PublicKey(
                  key.publicKey(), JsonReader.CONTENT.readObject(key.content().sharedBytes())));
    }
    Map<UserId, CrossSigningKeys> read = new HashMap<>();
    byUser.forEach((user, own) -> read.put(user, new CrossSigningKeys(own)));
    return read;
  }
}
