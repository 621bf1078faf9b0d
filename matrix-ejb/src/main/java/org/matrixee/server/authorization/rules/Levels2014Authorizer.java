package org.matrixee.server.authorization.rules;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Verdict;

/**
 * The rules of October 2014.
 *
 * <p>The order of the checks decides which refusal a caller hears: the room exists, the sender is
 * in it, the level for new state, the protection of what is replaced, the level for sending, the
 * rules of single types, the level for redacting.
 *
 * <p>2014: authorization-v1, sections 1 to 6; the order is the last paragraph of section 2.
 */
final class Levels2014Authorizer implements RoomAuthorizer {
  private static final AuthRules RULES = new AuthRules.Levels2014();

  private final AuthOptions options;

  Levels2014Authorizer(AuthOptions options) {
    this.options = options;
  }

  @Override
  public Verdict check(AuthCandidate candidate, StateMap state) {
    if (candidate.type().equals(EventType.CREATE)) {
      return CreateRule2014.check(candidate, state);
    }
    Situation2014 situation = new Situation2014(candidate, new Levels2014(state));
    if (!situation.levels().exists()) {
      return Verdict.denied("room.unknown", NO_ACCESS);
    }
    if (candidate.stateKey() == null) {
      return MessageRules2014.check(situation);
    }
    return switch (candidate.type()) {
      case EventType.MEMBER -> MembershipRules2014.check(situation, options);
      case EventType.ALIASES -> AliasesRule2014.check(situation);
      default -> StateRules2014.check(situation);
    };
  }

  @Override
  public Verdict checkAuthEvents(Event event, List<CitedEvent> cited, @Nullable Event create) {
    return Verdict.allowed();
  }

  @Override
  public Set<StateTuple> slots(AuthCandidate candidate) {
    return AuthSlots.of(candidate);
  }

  @Override
  public Set<StateTuple> authEvents(AuthCandidate candidate) {
    return Set.of();
  }

  @Override
  public LevelStamp stamp(EventDraft draft, StateMap state) {
    long sender = PowerLevelsReaders.of(RULES).read(state).of(draft.sender());
    return new LevelStamp(sender, RequiredLevelStamp.of(draft, state));
  }

  @Override
  public boolean isRepeated(AuthCandidate candidate, StateMap state) {
    return RepeatedMembership.isNoEffect(candidate, state);
  }

  @Override
  public Verdict checkJoined(UserId user, StateMap state) {
    return new Levels2014(state).isJoined(user)
        ? Verdict.allowed()
        : Verdict.denied("sender.not-joined", NO_ACCESS);
  }
}
