/** What users and their clients keep for themselves: account data, tags, filters. */
@NullMarked
package org.matrixee.server.personal;

import org.jspecify.annotations.NullMarked;
