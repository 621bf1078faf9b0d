package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.PduFormat;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.PowerLevelsReader;
import org.matrixee.server.authorization.rules.PowerLevelsReaders;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.authorization.rules.RoomAuthorizers;
import org.matrixee.server.state.rules.StateResolver;
import org.matrixee.server.state.rules.StateResolvers;

/**
 * What a room version does, each part chosen by the version's rules here and nowhere else. Safe for
 * many threads; made once for each version.
 */
public final class RoomRules {
  private static final ConcurrentMap<RoomVersion, RoomRules> MADE = new ConcurrentHashMap<>();

  private final RoomVersionRules version;
  private final PduCodec codec;
  private final Redactor redactor;
  private final PowerLevelsReader levels;
  private final StateResolver resolver;
  private final ConcurrentMap<AuthOptions, RoomAuthorizer> authorizers = new ConcurrentHashMap<>();

  private RoomRules(RoomVersionRules version) {
    this.version = version;
    this.codec = PduCodecs.of(version);
    this.redactor = Redactors.of(version.redaction());
    this.levels = PowerLevelsReaders.of(version.auth());
    this.resolver = StateResolvers.of(version, authorizer(AuthOptions.STRICT));
  }

  /**
   * What the rules of a version ask for.
   *
   * @throws IllegalStateException if the version is unknown: the database is newer than the server
   */
  public static RoomRules of(RoomVersion version) {
    return MADE.computeIfAbsent(version, name -> new RoomRules(RoomVersions.get(name)));
  }

  /** The rules as data. */
  public RoomVersionRules version() {
    return version;
  }

  /** Reads and writes PDUs. */
  public PduCodec codec() {
    return codec;
  }

  /** Strips events. */
  public Redactor redactor() {
    return redactor;
  }

  /** Reads the levels. */
  public PowerLevelsReader levels() {
    return levels;
  }

  /** Brings forks together. */
  public StateResolver resolver() {
    return resolver;
  }

  /**
   * Judges who may do what.
   *
   * @param options what the operator may choose, in rooms of 2014
   */
  public RoomAuthorizer authorizer(AuthOptions options) {
    return authorizers.computeIfAbsent(
        options, each -> RoomAuthorizers.of(version.auth(), each, JsonSigning::anyVerifies));
  }

  /** How other events refer to an event. */
  public EventReference reference(Event event) {
    boolean hashed =
        version.pduFormat() == PduFormat.REFERENCE_PAIRS
            || version.pduFormat() == PduFormat.PAIRS_2014;
    return new EventReference(event.id(), hashed ? ReferenceHash.of(event.pdu(), version) : null);
  }

  /** The slots of the state that judging a candidate needs, whatever the size of the room. */
  public Set<StateTuple> slots(AuthCandidate candidate) {
    return authorizer(AuthOptions.STRICT).slots(candidate);
  }

  /** The canonical bytes of an event: what is stored. */
  public byte[] canonical(JsonObject pdu) {
    return CanonicalJson.write(pdu, version.json());
  }
}
