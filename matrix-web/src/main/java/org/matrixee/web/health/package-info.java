/**
 * Health checks for load balancers and supervisors; part of the web module, where they are found.
 */
@NullMarked
package org.matrixee.web.health;

import org.jspecify.annotations.NullMarked;
