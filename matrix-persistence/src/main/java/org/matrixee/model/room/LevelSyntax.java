package org.matrixee.model.room;

/** How levels may be written in {@code m.room.power_levels}. */
public enum LevelSyntax {
  /**
   * Room versions 1 to 5: integers, strings that hold one, and other numbers, which are cut at the
   * decimal point.
   */
  NUMBERS_AND_STRINGS,
  /** Room versions 6 to 9: integers, and strings that hold one. */
  INTEGERS_AND_STRINGS,
  /** From room version 10: integers. */
  INTEGERS
}
