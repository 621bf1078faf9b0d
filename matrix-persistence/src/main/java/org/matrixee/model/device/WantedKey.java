package org.matrixee.model.device;

import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/** Which one-time key somebody wants: one of a device, of an algorithm. */
public record WantedKey(UserId user, DeviceId device, String algorithm) {}
