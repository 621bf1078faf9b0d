/**
 * What other servers have done wrong. Counts and tells; knows neither requests nor rooms, and
 * punishes nobody.
 */
@NullMarked
package org.matrixee.server.federation.trust;

import org.jspecify.annotations.NullMarked;
