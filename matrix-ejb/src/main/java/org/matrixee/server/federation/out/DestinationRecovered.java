package org.matrixee.server.federation.out;

import org.matrixee.model.id.ServerName;

/**
 * A server takes transactions again after it did not for a while. What was not worth keeping for
 * it, such as presence, may be told anew.
 */
public record DestinationRecovered(ServerName destination) {}
