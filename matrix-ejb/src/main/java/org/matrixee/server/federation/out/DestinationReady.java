package org.matrixee.server.federation.out;

import org.matrixee.model.id.ServerName;

/** Doorbell: something waits for this server. Losing one is harmless. */
public record DestinationReady(ServerName destination) {}
