/**
 * The HTTP face of the home server: resources, filters and mappers, by API and capability.
 *
 * <p>It translates requests to calls of use cases. It must not know the stores, nor hold a rule.
 */
@NullMarked
package org.matrixee.web;

import org.jspecify.annotations.NullMarked;
