/** Pure functions of messages to devices. */
@NullMarked
package org.matrixee.server.todevice.rules;

import org.jspecify.annotations.NullMarked;
