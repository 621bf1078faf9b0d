/**
 * Records of uploaded files, on Hibernate and SQL.
 *
 * <p>Adapter of the port above: nothing leaves this package.
 */
@NullMarked
package org.matrixee.store.media.jpa;

import org.jspecify.annotations.NullMarked;
