package org.matrixee.model.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The room versions whose rules this server knows. Knowing the rules of a version is not yet taking
 * part in its rooms: what is offered to clients and servers is said elsewhere.
 */
public final class RoomVersions {
  private static final List<RoomVersionRules> SPECIFIED =
      List.of(
          RoomVersionRules.V1,
          RoomVersionRules.V2,
          RoomVersionRules.V3,
          RoomVersionRules.V4,
          RoomVersionRules.V5,
          RoomVersionRules.V6,
          RoomVersionRules.V7,
          RoomVersionRules.V8,
          RoomVersionRules.V9,
          RoomVersionRules.V10,
          RoomVersionRules.V11,
          RoomVersionRules.V12);

  private static final Map<RoomVersion, RoomVersionRules> KNOWN = known();

  private RoomVersions() {}

  private static Map<RoomVersion, RoomVersionRules> known() {
    Map<RoomVersion, RoomVersionRules> known = new LinkedHashMap<>();
    known.put(RoomVersion.V2014, RoomVersionRules.V2014);
    for (int i = 0; i < SPECIFIED.size(); i++) {
      known.put(new RoomVersion(Integer.toString(i + 1)), SPECIFIED.get(i));
    }
    return Map.copyOf(known);
  }

  /** The rules of a version; empty if this server does not know it. */
  public static Optional<RoomVersionRules> find(RoomVersion version) {
    return Optional.ofNullable(KNOWN.get(version));
  }

  /** The specification's versions, the oldest first. */
  public static List<String> specified() {
    return IntStream.rangeClosed(1, SPECIFIED.size()).mapToObj(Integer::toString).toList();
  }

  /**
   * Whether {@code room_version} of a room of today may say this: one of the specification's
   * versions, of which {@code 2014} is none.
   */
  public static boolean isSpecified(String id) {
    RoomVersion version = new RoomVersion(id);
    return KNOWN.containsKey(version) && !version.equals(RoomVersion.V2014);
  }

  /**
   * The rules of a version that a stored room has.
   *
   * @throws IllegalStateException if the version is unknown: the database is newer than the server
   */
  public static RoomVersionRules get(RoomVersion version) {
    return find(version)
        .orElseThrow(() -> new IllegalStateException("unknown room version " + version));
  }
}
