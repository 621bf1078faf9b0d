package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.otherwiseAllow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.Verdict;

/**
 * The authorization rules of the room versions 1 to 12, as a table that is put together by what the
 * version has. Immutable and safe for many threads.
 *
 * <p>Spec: room versions, "Authorisation rules".
 */
final class EventGraphAuthorizer implements RoomAuthorizer {
  private final AuthRules.EventGraph rules;
  private final InviteSignatures signatures;
  private final RuleList table;

  EventGraphAuthorizer(AuthRules.EventGraph rules, InviteSignatures signatures) {
    this.rules = rules;
    this.signatures = signatures;
    this.table = table(rules);
  }

  /** The rules of a version, in the order and with the numbers of the specification. */
  static RuleList table(AuthRules.EventGraph rules) {
    List<AuthRule> list = new ArrayList<>();
    list.add(CreateRules.of(rules));
    if (rules.has(AuthFeature.CREATE_IS_ROOM_ID)) {
      list.add(RoomBindingRules.roomIsCreate());
    }
    list.add(AuthEventRules.of(rules));
    list.add(RoomBindingRules.federate());
    if (rules.has(AuthFeature.ALIASES_RULE)) {
      list.add(AliasesRules.of());
    }
    list.add(MemberRules.of(rules));
    list.add(SendRules.senderIsJoined());
    list.add(ThirdPartyInviteRules.inviting());
    list.add(SendRules.level());
    list.add(SendRules.stateOfOthers());
    list.add(PowerLevelRules.of(rules));
    if (rules.has(AuthFeature.REDACTION_RULE)) {
      list.add(RedactionAuthRules.of());
    }
    list.add(otherwiseAllow("otherwise"));
    return RuleList.of(list);
  }

  @Override
  public Verdict check(AuthCandidate candidate, StateMap state) {
    return rule(candidate, state, null).verdict();
  }

  @Override
  public Verdict checkAuthEvents(Event event, List<CitedEvent> cited, @Nullable Event create) {
    Map<StateTuple, Event> state = new HashMap<>();
    if (create != null && rules.has(AuthFeature.CREATE_IS_ROOM_ID)) {
      state.put(AuthQuestion.CREATE, create);
    }
    for (CitedEvent each : cited) {
      if (each.event().isState()) {
        state.putIfAbsent(each.event().slot(), each.event());
      }
    }
    return rule(AuthCandidate.of(event), new StateMap(state), cited).verdict();
  }

  /**
   * What the rules say, and which rule decides.
   *
   * @param cited the event's {@code auth_events}; null to leave the rules about them out
   */
  Ruling rule(AuthCandidate candidate, StateMap state, @Nullable List<CitedEvent> cited) {
    GraphLevels levels = GraphLevels.of(rules, state);
    if (cited == null && levels.create() == null && !candidate.type().equals(EventType.CREATE)) {
      // Without the room's first event there is no room that anything could be allowed in.
      return new Ruling("", "room.unknown", Verdict.denied("room.unknown", NO_ACCESS));
    }
    Ruling ruling = table.judge(new AuthQuestion(candidate, state, levels, cited, signatures));
    if (ruling == null) {
      throw new AssertionError("the last rule always decides");
    }
    return ruling;
  }

  @Override
  public LevelStamp stamp(EventDraft draft, StateMap state) {
    return LevelStamp.NONE;
  }

  @Override
  public boolean isRepeated(AuthCandidate candidate, StateMap state) {
    return RepeatedMembership.isSameAgain(candidate, state);
  }

  @Override
  public Verdict checkJoined(UserId user, StateMap state) {
    return AuthQuestion.membership(user.value(), state) == Membership.JOIN
        ? Verdict.allowed()
        : Verdict.denied("sender.not-joined", NO_ACCESS);
  }

  @Override
  public Set<StateTuple> slots(AuthCandidate candidate) {
    Set<StateTuple> slots = new LinkedHashSet<>(authEvents(candidate));
    slots.add(AuthQuestion.CREATE);
    StateTuple own = candidate.slot();
    if (own != null) {
      slots.add(own);
    }
    return slots;
  }

  @Override
  public Set<StateTuple> authEvents(AuthCandidate candidate) {
    return AuthEventSelection.of(rules, candidate);
  }
}
