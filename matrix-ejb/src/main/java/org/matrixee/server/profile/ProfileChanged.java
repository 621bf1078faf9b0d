package org.matrixee.server.profile;

import org.matrixee.model.id.UserId;

/**
 * A user of this server appears differently from now on; fired after the commit, outside any
 * transaction. A change to what is already so is none.
 */
public record ProfileChanged(UserId user, Profile profile) {}
