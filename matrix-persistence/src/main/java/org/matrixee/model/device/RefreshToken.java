package org.matrixee.model.device;

import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/**
 * A refresh token as it is kept: without the secret itself.
 *
 * @param deviceNid the number of its device
 * @param generation how many refreshes came before it
 */
public record RefreshToken(UserId user, DeviceId device, long deviceNid, int generation) {}
