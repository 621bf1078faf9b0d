package org.matrixee.server.account.lifecycle;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.NewSession;

/**
 * An account was made.
 *
 * @param session null if the client did not want to be logged in
 */
public record Registered(UserId user, @Nullable NewSession session) {}
