package org.matrixee.server.keys.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.keys.rules.CrossSigningKeys.PublicKey;

/**
 * Answers about keys.
 *
 * <p>v1.19: Client-Server API, {@code POST /keys/query}, "Key and signature security".
 */
public final class KeyAnswers {
  private static final JsonObject UNREACHABLE =
      Fields.JSON
          .createObjectBuilder()
          .add("errcode", "M_UNKNOWN")
          .add("error", "Keys of users of other servers are not fetched yet.")
          .build();

  private KeyAnswers() {}

  /**
   * A device whose keys are told.
   *
   * @param keys as they were uploaded
   * @param displayName null if unset
   */
  public record KnownDevice(DeviceId id, JsonObject keys, @Nullable String displayName) {}

  /**
   * What is told of a user.
   *
   * @param signatures that came later, without those that the one who asks must not see
   */
  public record KnownUser(
      UserId user,
      List<KnownDevice> devices,
      CrossSigningKeys crossSigning,
      List<KeySignature> signatures) {
    /** Copies the lists. */
    public KnownUser {
      devices = List.copyOf(devices);
      signatures = List.copyOf(signatures);
    }

    private List<KeySignature> on(String keyId) {
      return signatures.stream().filter(one -> one.keyId().equals(keyId)).toList();
    }
  }

  /**
   * The answer to a query.
   *
   * @param viewer who asks: only its own user-signing key is told
   * @param unreachable servers whose users' keys are not there
   */
  public static JsonObject query(
      UserId viewer, List<KnownUser> users, Iterable<ServerName> unreachable) {
    JsonObjectBuilder devices = Fields.JSON.createObjectBuilder();
    for (KnownUser user : users) {
      JsonObjectBuilder ofUser = Fields.JSON.createObjectBuilder();
      user.devices().forEach(device -> ofUser.add(device.id().value(), device(user, device)));
      devices.add(user.user().value(), ofUser);
    }
    return Fields.JSON
        .createObjectBuilder()
        .add("failures", failures(unreachable))
        .add("device_keys", devices)
        .add("master_keys", crossSigning(users, KeyUsage.MASTER, user -> true))
        .add("self_signing_keys", crossSigning(users, KeyUsage.SELF_SIGNING, user -> true))
        .add("user_signing_keys", crossSigning(users, KeyUsage.USER_SIGNING, viewer::equals))
        .build();
  }

  private static JsonObject device(KnownUser user, KnownDevice device) {
    JsonObject signed = KeySignatures.with(device.keys(), user.on(device.id().value()));
    @Nullable String name = device.displayName();
    JsonObjectBuilder unsigned = Fields.JSON.createObjectBuilder();
    if (name != null) {
      unsigned.add("device_display_name", name);
    }
    return Fields.JSON.createObjectBuilder(signed).add(Fields.UNSIGNED, unsigned).build();
  }

  private static JsonObjectBuilder crossSigning(
      List<KnownUser> users, KeyUsage usage, Predicate<UserId> shown) {
    JsonObjectBuilder keys = Fields.JSON.createObjectBuilder();
    for (KnownUser user : users) {
      @Nullable PublicKey key = user.crossSigning().find(usage).orElse(null);
      if (key != null && shown.test(user.user())) {
        keys.add(user.user().value(), KeySignatures.with(key.object(), user.on(key.id())));
      }
    }
    return keys;
  }

  /**
   * The answer to a claim.
   *
   * @param keys by user and device: an object with one key by its name
   */
  public static JsonObject claim(
      Map<UserId, Map<DeviceId, JsonObject>> keys, Iterable<ServerName> unreachable) {
    JsonObjectBuilder users = Fields.JSON.createObjectBuilder();
    keys.forEach(
        (user, devices) -> {
          JsonObjectBuilder ofUser = Fields.JSON.createObjectBuilder();
          devices.forEach((device, key) -> ofUser.add(device.value(), key));
          users.add(user.value(), ofUser);
        });
    return Fields.JSON
        .createObjectBuilder()
        .add("failures", failures(unreachable))
        .add("one_time_keys", users)
        .build();
  }

  /** An object with one key by its name. */
  public static JsonObject named(String name, JsonValue key) {
    return Fields.JSON.createObjectBuilder().add(name, key).build();
  }

  private static JsonObjectBuilder failures(Iterable<ServerName> unreachable) {
    JsonObjectBuilder failures = Fields.JSON.createObjectBuilder();
    unreachable.forEach(server -> failures.add(server.value(), UNREACHABLE));
    return failures;
  }
}
