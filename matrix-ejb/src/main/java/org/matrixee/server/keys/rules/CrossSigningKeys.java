package org.matrixee.server.keys.rules;

import static org.matrixee.server.keys.rules.Fields.ED25519;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.VerifyKey;

/**
 * Cross-signing keys of one user, by what they are for: those that are kept, or those uploaded.
 *
 * <p>v1.19: Client-Server API, "Cross-signing", {@code POST /keys/device_signing/upload}.
 */
public record CrossSigningKeys(Map<KeyUsage, PublicKey> keys) {
  /** Largest object, in bytes. */
  static final int MAX_BYTES = 16_384;

  /** Copies the map. */
  public CrossSigningKeys {
    keys = Map.copyOf(keys);
  }

  /**
   * A key.
   *
   * @param id the public key in base64, as in the object
   * @param object as it was uploaded
   */
  public record PublicKey(String id, JsonObject object) {
    VerifyKey verifier() {
      return VerifyKey.ofBase64(id);
    }

    /** What signatures call it. */
    public String name() {
      return ED25519 + id;
    }
  }

  /**
   * Reads the keys of an upload, whatever else the body holds.
   *
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON; M_INVALID_PARAM if a key is of another
   *     user, for something else, no key, or there twice; M_TOO_LARGE
   */
  public static CrossSigningKeys read(JsonObject body, UserId user) {
    Map<KeyUsage, PublicKey> read = new EnumMap<>(KeyUsage.class);
    Set<String> ids = new HashSet<>();
    for (KeyUsage usage : KeyUsage.values()) {
      String name = usage.word() + "_key";
      if (body.containsKey(name) && !body.isNull(name)) {
        PublicKey key = read(Fields.object(body, name), usage, user);
        if (!ids.add(key.id())) {
          throw Fields.invalid("The keys must differ from each other.");
        }
        read.put(usage, key);
      }
    }
    return new CrossSigningKeys(read);
  }

  private static PublicKey read(JsonObject key, KeyUsage usage, UserId user) {
    if (!Fields.string(key, Fields.USER_ID).equals(user.value())) {
      throw Fields.invalid("The keys must be your own.");
    }
    if (!(Fields.require(key, "usage") instanceof JsonArray words)) {
      throw Fields.badJson("'usage' must hold a list of strings.");
    }
    if (!words.contains(Fields.JSON.createValue(usage.word()))) {
      throw Fields.invalid("The 'usage' of this key must be '" + usage.word() + "'.");
    }
    JsonObject held = Fields.object(key, Fields.KEYS);
    if (held.size() != 1) {
      throw Fields.invalid("'keys' must hold exactly one key.");
    }
    String name = held.keySet().iterator().next();
    String id = Fields.string(held, name);
    if (!name.equals(ED25519 + id) || KeySignatures.ed25519(key, name).isEmpty()) {
      throw Fields.invalid("'keys' must hold an Ed25519 key, named after itself.");
    }
    JsonObject kept = KeySignatures.ownOnly(key, user);
    if (CanonicalJson.write(kept).length > MAX_BYTES) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE, "A key must not be larger than " + MAX_BYTES + " bytes.");
    }
    return new PublicKey(id, kept);
  }

  /** A key, if it is there. */
  public Optional<PublicKey> find(KeyUsage usage) {
    return Optional.ofNullable(keys.get(usage));
  }

  /** Their public keys. */
  public Set<String> ids() {
    return keys.values().stream().map(PublicKey::id).collect(Collectors.toSet());
  }

  /** Whether an upload brings nothing but what is kept already: these are the kept ones. */
  public boolean hold(CrossSigningKeys uploaded) {
    return uploaded.keys().entrySet().stream()
        .allMatch(
            entry ->
                find(entry.getKey())
                    .filter(own -> KeySignatures.isSameKey(own.object(), entry.getValue().object()))
                    .isPresent());
  }

  /**
   * Checks the signatures of an upload: the other keys' by the master key, and the master key's by
   * devices that are known.
   *
   * @param kept the keys that the user has so far
   * @param devices the keys of one of the user's devices, by what signatures call it
   * @throws MatrixException M_MISSING_PARAM if there is no master key; M_INVALID_SIGNATURE
   */
  public void requireSignatures(
      CrossSigningKeys kept, UserId user, Function<String, Optional<VerifyKey>> devices) {
    @Nullable PublicKey master =
        find(KeyUsage.MASTER).or(() -> kept.find(KeyUsage.MASTER)).orElse(null);
    if (master == null && !keys.isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_MISSING_PARAM, "There is no master key yet: 'master_key' must be there.");
    }
    keys.forEach(
        (usage, key) -> {
          boolean good =
              (usage == KeyUsage.MASTER || master == null)
                  ? areGood(key.object(), user, devices)
                  : JsonSigning.isSigned(
                      key.object(), user.value(), master.name(), master.verifier());
          if (!good) {
            throw new MatrixException(
                ErrorCode.M_INVALID_SIGNATURE,
                "The signature of the key for '" + usage.word() + "' is missing or wrong.");
          }
        });
  }

  private static boolean areGood(
      JsonObject key, UserId user, Function<String, Optional<VerifyKey>> devices) {
    return !(key.get(Fields.SIGNATURES) instanceof JsonObject all)
        || !(all.get(user.value()) instanceof JsonObject own)
        || own.keySet().stream()
            .allMatch(
                id ->
                    devices
                        .apply(id)
                        .map(device -> JsonSigning.isSigned(key, user.value(), id, device))
                        .orElse(true));
  }

  /** The keys after an upload; without those that a former master key had signed. */
  public CrossSigningKeys after(CrossSigningKeys uploaded) {
    boolean newMaster =
        uploaded
            .find(KeyUsage.MASTER)
            .filter(master -> !find(KeyUsage.MASTER).map(PublicKey::id).equals(of(master)))
            .isPresent();
    Map<KeyUsage, PublicKey> after = new EnumMap<>(KeyUsage.class);
    if (!newMaster) {
      after.putAll(keys);
    }
    after.putAll(uploaded.keys());
    return new CrossSigningKeys(after);
  }

  private static Optional<String> of(PublicKey key) {
    return Optional.of(key.id());
  }
}
