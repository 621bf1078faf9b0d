package org.matrixee.model.room;

/**
 * The name of a room version, such as {@code 2014} or {@code 12}.
 *
 * @param id the name as in {@code m.room.create}
 */
public record RoomVersion(String id) {
  /** Our name for the rooms of October 2014; never offered to modern peers. */
  public static final RoomVersion V2014 = new RoomVersion("2014");

  @Override
  public String toString() {
    return id;
  }
}
