package org.matrixee.model.device;

import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * A cross-signing key of a user.
 *
 * @param publicKey unpadded base64, as the user wrote it: it is the key's ID
 * @param content the object that the user has uploaded
 */
public record CrossSigningKey(UserId user, KeyUsage usage, String publicKey, JsonText content) {}
