package org.matrixee.server.account.uia;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginSession;

/**
 * An operation is allowed, once.
 *
 * @param session what the transaction of the operation must end, so that it is done only once; null
 *     if one request brought all that was needed
 */
public record Permission(@Nullable LoginSession session) {}
