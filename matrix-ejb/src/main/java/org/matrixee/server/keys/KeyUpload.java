package org.matrixee.server.keys;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.OneTimeKey;

/**
 * Keys that a device uploads, checked by themselves.
 *
 * @param identity its identity keys; null if it uploads none
 */
public record KeyUpload(
    @Nullable JsonObject identity, List<OneTimeKey> oneTimeKeys, List<OneTimeKey> fallbackKeys) {
  /** Copies the lists. */
  public KeyUpload {
    oneTimeKeys = List.copyOf(oneTimeKeys);
    fallbackKeys = List.copyOf(fallbackKeys);
  }
}
