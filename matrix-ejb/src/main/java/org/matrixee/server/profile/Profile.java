package org.matrixee.server.profile;

import org.jspecify.annotations.Nullable;

/**
 * How a user appears.
 *
 * @param displayName null if unset
 * @param avatarUrl null if unset
 */
public record Profile(@Nullable String displayName, @Nullable String avatarUrl) {}
