package org.matrixee.server.profile;

import org.matrixee.model.id.UserId;

/**
 * A user's display name or avatar changed. Fired in the transaction that changes it; meant for
 * observers after its commit.
 */
public record ProfileChanged(UserId user) {}
