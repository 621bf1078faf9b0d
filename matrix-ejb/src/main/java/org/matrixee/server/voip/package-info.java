/** Credentials for the servers that calls go through. Calls themselves are ordinary events. */
@NullMarked
package org.matrixee.server.voip;

import org.jspecify.annotations.NullMarked;
