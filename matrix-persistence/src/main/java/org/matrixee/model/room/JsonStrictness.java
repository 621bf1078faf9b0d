package org.matrixee.model.room;

/** Which JSON an event may be made of. */
public enum JsonStrictness {
  /** 2014: numbers whose value is an integer that a double carries, however they are written. */
  INTEGER_VALUES,
  /** Room versions 1 to 5: any number. */
  LENIENT,
  /** From room version 6: canonical JSON only, hence integers that are written as such. */
  STRICT
}
