package org.matrixee.server.federation.out.rules;

import org.matrixee.model.id.ServerName;

/**
 * What stands on a transaction.
 *
 * @param previousId the transaction sent before to the same server; 0 if there was none
 */
public record Envelope(ServerName origin, ServerName destination, long id, long previousId) {}
