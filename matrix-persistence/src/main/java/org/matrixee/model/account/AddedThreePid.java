package org.matrixee.model.account;

/**
 * A third-party id of an account.
 *
 * @param addedTs when it became the account's, ms since 1970
 */
public record AddedThreePid(ThreePid threePid, long addedTs) {}
