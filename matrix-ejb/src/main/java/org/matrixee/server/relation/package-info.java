/**
 * How events relate to each other: edits, threads, references and remarks, as readers see them.
 *
 * <p>Knows history, which says who may read what; what is written knows nothing of this.
 */
@NullMarked
package org.matrixee.server.relation;

import org.jspecify.annotations.NullMarked;
