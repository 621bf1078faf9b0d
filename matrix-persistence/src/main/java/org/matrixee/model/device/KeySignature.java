package org.matrixee.model.device;

import org.matrixee.model.id.UserId;

/**
 * A signature on a key that came later than the key.
 *
 * @param user whose key is signed
 * @param keyId the key: a device's ID, or the public key of a cross-signing key
 * @param signer who signed
 * @param signerKey with which key: {@code ed25519:} and its ID
 * @param signature base64
 */
public record KeySignature(
    UserId user, String keyId, UserId signer, String signerKey, String signature) {}
