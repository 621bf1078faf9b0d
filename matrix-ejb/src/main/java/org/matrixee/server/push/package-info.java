/** Push rules that clients judge events by. This server itself sends no pushes yet. */
@NullMarked
package org.matrixee.server.push;

import org.jspecify.annotations.NullMarked;
