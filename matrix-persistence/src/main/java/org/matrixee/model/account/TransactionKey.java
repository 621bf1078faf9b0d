package org.matrixee.model.account;

/**
 * What makes a client's request a repeat of an earlier one.
 *
 * <p>2014: client-api-v1, 1.3: the key is (access token, path without the id, id).
 *
 * @param tokenNid the access token's number
 * @param path the decoded path without the transaction id
 * @param transactionId the client's id
 */
public record TransactionKey(long tokenNid, String path, String transactionId) {}
