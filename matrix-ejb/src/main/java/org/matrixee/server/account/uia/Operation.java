package org.matrixee.server.account.uia;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.uia.rules.AuthFlows;

/**
 * An operation that needs authentication.
 *
 * @param name of the operation and, where permission for one must not do for another, its object
 * @param user whose operation it is; null if there is no account yet
 * @param flows the ways to be allowed it
 * @param address where the request comes from
 */
public record Operation(String name, @Nullable UserId user, AuthFlows flows, String address) {}
