/** Beside client API v1: the address book, of which the specification has the idea only. */
@NullMarked
package org.matrixee.web.legacy.client.addressbook;

import org.jspecify.annotations.NullMarked;
