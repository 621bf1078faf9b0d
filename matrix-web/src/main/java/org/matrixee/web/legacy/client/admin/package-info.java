/** Beside client API v1: what server administrators may do. */
@NullMarked
package org.matrixee.web.legacy.client.admin;

import org.jspecify.annotations.NullMarked;
