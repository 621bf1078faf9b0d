/** What servers tell each other in passing and nobody keeps: presence, typing. */
@NullMarked
package org.matrixee.server.federation.edu;

import org.jspecify.annotations.NullMarked;
