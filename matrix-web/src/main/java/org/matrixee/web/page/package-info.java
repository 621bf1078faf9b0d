/** Pages for people: one document each, with nothing fetched from anywhere. */
@NullMarked
package org.matrixee.web.page;

import org.jspecify.annotations.NullMarked;
