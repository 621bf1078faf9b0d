/** The content repository in the current client-server API. */
@NullMarked
package org.matrixee.web.client.media;

import org.jspecify.annotations.NullMarked;
