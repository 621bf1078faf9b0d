/** The content repository, limits, and threats, from outside. */
@NullMarked
package org.matrixee.content;

import org.jspecify.annotations.NullMarked;
