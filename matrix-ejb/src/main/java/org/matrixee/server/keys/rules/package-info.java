/** Pure functions of keys for end-to-end encryption. */
@NullMarked
package org.matrixee.server.keys.rules;

import org.jspecify.annotations.NullMarked;
