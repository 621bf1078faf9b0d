/** Display names and avatars of local users. */
@NullMarked
package org.matrixee.server.profile;

import org.jspecify.annotations.NullMarked;
