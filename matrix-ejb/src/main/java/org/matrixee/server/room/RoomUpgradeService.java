package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomFounder;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.RoomSuccession;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;

/**
 * Replaces rooms by rooms of another version.
 *
 * <p>v1.19: client-server, "Room upgrades".
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomUpgradeService {
  private static final JsonProvider JSON = JsonProvider.provider();

  private RoomRefs rooms;
  private RoomLookup lookup;
  private RoomPredecessors predecessors;
  private RoomFounder founder;
  private RoomSequencer sequencer;
  private Policy policy;

  /** For the container's proxies. */
  protected RoomUpgradeService() {}

  /** With what it needs. */
  @Inject
  public RoomUpgradeService(
      RoomRefs rooms,
      RoomLookup lookup,
      RoomPredecessors predecessors,
      RoomFounder founder,
      RoomSequencer sequencer,
      Policy policy) {
    this.rooms = rooms;
    this.lookup = lookup;
    this.predecessors = predecessors;
    this.founder = founder;
    this.sequencer = sequencer;
    this.policy = policy;
  }

  /**
   * Replaces a room, whole or not at all: the outcome names the new room. Whoever asks again, since
   * the answer was lost, hears of the same room.
   *
   * @param version one of the specification's
   * @param additional further creators; counts only where the version knows such
   * @return completed after the commit; exceptionally M_FORBIDDEN if the caller may not send a
   *     tombstone, or the policy denies it, M_INVALID_ROOM_STATE if the new room would contradict
   *     its rules
   * @throws MatrixException M_FORBIDDEN if the room is unknown, M_UNSUPPORTED_ROOM_VERSION for a
   *     room of 2014
   */
  public CompletionStage<RoomOutcome> upgrade(
      Requester requester, RoomId room, RoomVersion version, Set<UserId> additional) {
    RoomRef old = rooms.get(room);
    if (!(RoomVersions.get(old.version()).auth() instanceof AuthRules.EventGraph before)) {
      // Its members on other servers could not follow.
      throw new MatrixException(
          ErrorCode.M_UNSUPPORTED_ROOM_VERSION, "Rooms of version 2014 cannot be replaced.");
    }
    AuthRules.EventGraph after = (AuthRules.EventGraph) RoomVersions.get(version).auth();
    UserId user = requester.user();
    Set<UserId> others = new HashSet<>(additional);
    others.remove(user);
    RoomPredecessors.Past past = predecessors.get(requester, old);
    JsonObject content =
        RoomSuccession.create(user, after, version.id(), room, past.state(), past.last(), others);
    EventDraft create = EventDraft.state(user, EventType.CREATE, "", content);
    SignedPdu first = founder.found(version, create);
    RoomRef replacement =
        new RoomRef(lookup.newRoomNid(), first.event().room(), version, past.listed());
    RoomSuccession succession =
        new RoomSuccession(user, before, after, replacement.room(), join(requester), others);
    RoomCommand command = new RoomCommand.Upgrade(old, requester, replacement, first, succession);
    CompletionStage<RoomOutcome> done =
        policy.isOff()
            ? sequencer.submit(command)
            : policy
                .requireAll(
                    List.of(
                        PolicyQuestion.of(null, create),
                        PolicyQuestion.of(room, succession.tombstone())))
                .thenCompose(allowed -> sequencer.submit(command));
    return done.thenApply(
        outcome -> {
          // It is not in the public list any more.
          rooms.forget(room);
          return outcome;
        });
  }

  private JsonObject join(Requester requester) {
    Account account =
        lookup
            .find(requester.user())
            .orElseThrow(() -> new MatrixException(ErrorCode.M_FORBIDDEN, "Your account is gone."));
    JsonObject join = JSON.createObjectBuilder().add("membership", Membership.JOIN.word()).build();
    return DisplayFields.missing(join, account);
  }
}
