package org.matrixee.model.account;

import org.matrixee.model.id.UserId;

/**
 * Who is asking: the owner of a valid access token.
 *
 * @param user the user
 * @param tokenNid this server's number for the token; transaction ids are scoped to it
 * @param admin whether the user is a server administrator
 */
public record Requester(UserId user, long tokenNid, boolean admin) {}
