package org.matrixee.server.keys.rules;

import static org.matrixee.server.keys.rules.Fields.ED25519;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.VerifyKey;
import org.matrixee.server.keys.rules.CrossSigningKeys.PublicKey;

/**
 * Which uploaded signatures are good: those of the user's self-signing key on the user's own
 * devices, of these on the user's own master key, and of the user-signing key on the master keys of
 * others.
 *
 * <p>v1.19: Client-Server API, {@code POST /keys/signatures/upload}.
 *
 * @param user who uploads
 * @param crossSigning the cross-signing keys of all users concerned
 * @param devices the keys of the user's own devices, by ID
 */
public record SignedKeys(
    UserId user, Map<UserId, CrossSigningKeys> crossSigning, Map<String, JsonObject> devices) {
  private static final int MAX_SIGNATURES = 100;
  private static final CrossSigningKeys NONE = new CrossSigningKeys(Map.of());

  /** Copies both maps. */
  public SignedKeys {
    crossSigning = Map.copyOf(crossSigning);
    devices = Map.copyOf(devices);
  }

  /** What becomes of one signed object. */
  public sealed interface Judgement {
    /** Its signatures are good. */
    record Good(List<KeySignature> signatures) implements Judgement {
      /** Copies the list. */
      public Good {
        signatures = List.copyOf(signatures);
      }
    }

    /** They are not taken. */
    record Refused(ErrorCode code, String sentence) implements Judgement {}
  }

  /**
   * Judges one signed object.
   *
   * @param owner whose key is signed
   * @param keyId the key: a device's ID, or the public key of a cross-signing key
   */
  public Judgement judge(UserId owner, String keyId, JsonObject signed) {
    @Nullable JsonObject device = owner.equals(user) ? devices.get(keyId) : null;
    Optional<PublicKey> master =
        keysOf(owner).find(KeyUsage.MASTER).filter(key -> key.id().equals(keyId));
    if (device != null) {
      return judge(signed, device, owner, keyId, signers(KeyUsage.SELF_SIGNING));
    }
    if (master.isEmpty()) {
      return new Judgement.Refused(ErrorCode.M_NOT_FOUND, "There is no such device or master key.");
    }
    Map<String, VerifyKey> signers =
        owner.equals(user) ? ownDevices() : signers(KeyUsage.USER_SIGNING);
    return judge(signed, master.get().object(), owner, keyId, signers);
  }

  private CrossSigningKeys keysOf(UserId owner) {
    return crossSigning.getOrDefault(owner, NONE);
  }

  private Map<String, VerifyKey> signers(KeyUsage usage) {
    return keysOf(user).find(usage).map(key -> Map.of(key.name(), key.verifier())).orElse(Map.of());
  }

  private Map<String, VerifyKey> ownDevices() {
    Map<String, VerifyKey> keys = new HashMap<>();
    devices.forEach(
        (id, device) ->
            KeySignatures.ed25519(device, ED25519 + id)
                .ifPresent(key -> keys.put(ED25519 + id, key)));
    return keys;
  }

  private Judgement judge(
      JsonObject signed,
      JsonObject known,
      UserId owner,
      String keyId,
      Map<String, VerifyKey> signers) {
    if (signers.isEmpty()) {
      return new Judgement.Refused(
          ErrorCode.M_NOT_FOUND, "You have not uploaded the key that signs such keys.");
    }
    try {
      if (!KeySignatures.isSameKey(signed, known)) {
        return new Judgement.Refused(
            ErrorCode.M_INVALID_PARAM, "The signed object is not the key that is known.");
      }
    } catch (MatrixException noCanonicalForm) {
      return new Judgement.Refused(noCanonicalForm.code(), noCanonicalForm.sentence());
    }
    List<KeySignature> good = new ArrayList<>();
    for (String signer : named(signed, signers.keySet())) {
      @Nullable VerifyKey key = signers.get(signer);
      Optional<String> signature = KeySignatures.find(signed, user, signer);
      if (key == null
          || signature.isEmpty()
          || !JsonSigning.isSigned(signed, user.value(), signer, key)) {
        return wrong();
      }
      good.add(new KeySignature(owner, keyId, user, signer, signature.get()));
    }
    return good.isEmpty() ? wrong() : new Judgement.Good(good);
  }

  /** Those of the keys under whose name the object is signed. */
  private Set<String> named(JsonObject signed, Set<String> signers) {
    Set<String> named = new TreeSet<>();
    if (signed.get(Fields.SIGNATURES) instanceof JsonObject all
        && all.get(user.value()) instanceof JsonObject own) {
      own.keySet().stream().filter(signers::contains).limit(MAX_SIGNATURES).forEach(named::add);
    }
    return named;
  }

  private static Judgement wrong() {
    return new Judgement.Refused(
        ErrorCode.M_INVALID_SIGNATURE, "The signature is missing or wrong.");
  }
}
