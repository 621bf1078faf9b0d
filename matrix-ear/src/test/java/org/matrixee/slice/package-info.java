/**
 * Slice tests: they run inside a server, in a WAR of their own beside the product's, and check what
 * only the container does: transactions, exceptions, events after a commit.
 *
 * <p>May use the product's classes; must not repeat what a plain test or a black-box test can see.
 */
@NullMarked
package org.matrixee.slice;

import org.jspecify.annotations.NullMarked;
