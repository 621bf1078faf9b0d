package org.matrixee.server.account;

import org.matrixee.model.id.UserId;

/** An account was suspended; fired after the commit. */
public record AccountSuspended(UserId user) {}
