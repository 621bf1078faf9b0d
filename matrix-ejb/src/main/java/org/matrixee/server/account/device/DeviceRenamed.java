package org.matrixee.server.account.device;

import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/** A device has another name; fired in the transaction that gives it. */
public record DeviceRenamed(UserId user, DeviceId device) {}
