package org.matrixee.model.backup;

import org.matrixee.model.json.JsonText;

/**
 * A key in a backup.
 *
 * @param content a JSON object, encrypted by the client
 */
public record BackedUpKey(SessionKey id, KeyQuality quality, JsonText content) {}
