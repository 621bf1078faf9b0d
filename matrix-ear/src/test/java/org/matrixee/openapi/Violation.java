package org.matrixee.openapi;

/**
 * Something that is not as the specification has it.
 *
 * @param operation method and path
 * @param part which part of the exchange: {@code answer 200}, {@code request}, {@code query} ...
 * @param place where in that part, as a JSON pointer or a name
 * @param rule what should be there
 * @param value what is there; empty if nothing, or if it is not one value
 */
record Violation(String operation, String part, String place, String rule, String value) {
  Violation(String operation, String part, String place, String rule) {
    this(operation, part, place, rule, "");
  }

  /** The same of something larger. */
  Violation within(String outer) {
    return new Violation(operation, part, outer + place, rule, value);
  }

  @Override
  public String toString() {
    return operation
        + ", "
        + part
        + ", at '"
        + place
        + "': "
        + rule
        + (value.isEmpty() ? "" : ", but is " + value);
  }
}
