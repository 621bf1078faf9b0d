package org.matrixee.model.backup;

import org.matrixee.model.json.JsonText;

/**
 * A version of a user's backup.
 *
 * <p>v1.19: Client-Server API, "Server-side key backups".
 *
 * @param version its number, from 1; never given again
 * @param authData a JSON object
 * @param etag how often its keys have changed
 * @param count how many keys it holds
 */
public record KeyBackup(long version, String algorithm, JsonText authData, long etag, long count) {}
