/** What clients and servers can learn of this server before they speak to it. */
@NullMarked
package org.matrixee.web.client.discovery;

import org.jspecify.annotations.NullMarked;
