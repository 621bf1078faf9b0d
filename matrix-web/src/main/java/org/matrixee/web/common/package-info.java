/**
 * What every API of this server shares: authentication, errors, typed path parameters, request
 * bodies and the writing of JSON.
 *
 * <p>It knows that there are dialects, and asks {@link Dialect}; it must not know any endpoint.
 */
@NullMarked
package org.matrixee.web.common;

import org.jspecify.annotations.NullMarked;
