/** What administrators did, for the operator's log. Never content. */
@NullMarked
package org.matrixee.server.audit;

import org.jspecify.annotations.NullMarked;
