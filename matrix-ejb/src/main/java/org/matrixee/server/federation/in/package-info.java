/**
 * The incoming road of federation: what other servers send is checked, one step a class, and handed
 * to the room's writer. It knows HTTP only through {@code FederationClient}.
 */
@NullMarked
package org.matrixee.server.federation.in;

import org.jspecify.annotations.NullMarked;
