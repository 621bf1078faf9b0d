package org.matrixee.model.device;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * The identity keys of a device.
 *
 * <p>v1.19: Client-Server API, "Device keys".
 *
 * @param content the object that the device has uploaded
 * @param displayName of the device; null if unset
 */
public record DeviceKeys(
    UserId user, DeviceId device, JsonText content, @Nullable String displayName) {}
