package org.matrixee.model.federation;

import org.matrixee.model.id.ServerName;

/**
 * A server that has shown, by the signature on its request, that it is the one it says.
 *
 * <p>Only the filter that checks the signature makes one; services that act for another server ask
 * for an {@code Origin} and never for a name, so that a call that nobody authenticated does not
 * compile.
 *
 * @param server its name
 */
public record Origin(ServerName server) {}
