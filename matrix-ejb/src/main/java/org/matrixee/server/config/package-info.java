/** The server's settings: one typed record, checked when the server starts. */
@NullMarked
package org.matrixee.server.config;

import org.jspecify.annotations.NullMarked;
