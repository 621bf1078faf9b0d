package org.matrixee.web.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.matrixee.server.limits.Action;

/**
 * Requests to this method count as an action of the caller: of the user if the method is {@link
 * Authenticated}, else of the address. They are counted before the body is looked at, so that
 * floods are cheap (threats, 2, "Order").
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Limited {
  /** The action. */
  Action value();
}
