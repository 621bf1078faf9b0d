package org.matrixee.server.receipt;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;

/**
 * Up to where a user has read a room.
 *
 * @param read for everyone to see; null if that is not said
 * @param hidden for the user's own clients; null if that is not said
 * @param fully the place of the read marker; null if that is not said
 * @param thread the thread that the first two are of; null for none
 */
public record ReadUpTo(
    @Nullable EventId read,
    @Nullable EventId hidden,
    @Nullable EventId fully,
    @Nullable String thread) {}
