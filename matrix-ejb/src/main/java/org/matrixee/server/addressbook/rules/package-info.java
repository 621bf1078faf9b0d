/** The form of contacts, and which of them are the same person. Pure. */
@NullMarked
package org.matrixee.server.addressbook.rules;

import org.jspecify.annotations.NullMarked;
