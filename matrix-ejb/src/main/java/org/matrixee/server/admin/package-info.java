/** What server administrators may do to accounts. They read no more than anybody (S-SEC-05). */
@NullMarked
package org.matrixee.server.admin;

import org.jspecify.annotations.NullMarked;
