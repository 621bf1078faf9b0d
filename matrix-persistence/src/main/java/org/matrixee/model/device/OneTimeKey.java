package org.matrixee.model.device;

import org.matrixee.model.json.JsonText;

/**
 * A one-time key, or a fallback key.
 *
 * <p>v1.19: Client-Server API, "One-time and fallback keys".
 *
 * @param algorithm the part of the name before the colon
 * @param name the whole name, {@code <algorithm>:<key ID>}
 * @param content a JSON object or string
 */
public record OneTimeKey(String algorithm, String name, JsonText content) {}
