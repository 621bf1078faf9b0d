package org.matrixee.e2e;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the rows of the specification's checklist that a test method proves, such as {@code
 * "S-API-23"}. {@link SpecCoverageTest} holds these and docs/spec-coverage.md together.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Row {
  /** The row ids. */
  String[] value();
}
