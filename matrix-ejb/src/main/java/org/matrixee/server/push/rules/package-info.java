/** Pure rules of what users are to be told about: push rules and their conditions. */
@NullMarked
package org.matrixee.server.push.rules;

import org.jspecify.annotations.NullMarked;
