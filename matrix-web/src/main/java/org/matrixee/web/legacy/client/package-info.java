/**
 * What the resources of the client API v1 of October 2014 share: its paths, tokens, parameters and
 * short answers.
 *
 * <p>It translates to the same use cases as every other dialect; it must not hold a rule.
 */
@NullMarked
package org.matrixee.web.legacy.client;

import org.jspecify.annotations.NullMarked;
