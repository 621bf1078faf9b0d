package org.matrixee.model.room;

import java.util.Map;
import java.util.Optional;

/** The room versions that this server can live by. */
public final class RoomVersions {
  private static final Map<RoomVersion, RoomVersionRules> KNOWN =
      Map.of(RoomVersion.V2014, RoomVersionRules.V2014);

  private RoomVersions() {}

  /** The rules of a version; empty if this server does not know it. */
  public static Optional<RoomVersionRules> find(RoomVersion version) {
    return Optional.ofNullable(KNOWN.get(version));
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
