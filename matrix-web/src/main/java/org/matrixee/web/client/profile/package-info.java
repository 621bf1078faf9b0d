/** The current client-server API: profiles. */
@NullMarked
package org.matrixee.web.client.profile;

import org.jspecify.annotations.NullMarked;
