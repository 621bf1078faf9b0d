/** The current client-server API: following what happens, and saying what was read. */
@NullMarked
package org.matrixee.web.client.sync;

import org.jspecify.annotations.NullMarked;
