/** The current client-server API (v1.19), by capability. */
@NullMarked
package org.matrixee.web.client;

import org.jspecify.annotations.NullMarked;
