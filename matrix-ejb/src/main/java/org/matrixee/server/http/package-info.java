/** What everyone who asks other servers by HTTP needs. */
@NullMarked
package org.matrixee.server.http;

import org.jspecify.annotations.NullMarked;
