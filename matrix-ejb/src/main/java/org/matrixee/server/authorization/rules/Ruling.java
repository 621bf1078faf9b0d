package org.matrixee.server.authorization.rules;

import org.matrixee.model.room.Verdict;

/**
 * What a table of rules says, and which of its rules decided.
 *
 * @param number the rule's number in the specification of the room version, such as {@code 4.3.5.2}
 * @param name our name of the rule, the same in all room versions
 */
record Ruling(String number, String name, Verdict verdict) {
  /** The same from the point of view of the list that holds the rule. */
  Ruling within(int position) {
    return new Ruling(number.isEmpty() ? "" + position : position + "." + number, name, verdict);
  }
}
