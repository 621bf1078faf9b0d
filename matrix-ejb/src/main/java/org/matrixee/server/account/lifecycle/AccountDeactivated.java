package org.matrixee.server.account.lifecycle;

import org.matrixee.model.id.UserId;

/** An account was given up; fired in the transaction that does so. */
public record AccountDeactivated(UserId user) {}
