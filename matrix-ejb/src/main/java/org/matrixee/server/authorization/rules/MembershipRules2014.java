package org.matrixee.server.authorization.rules;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.Verdict;

/**
 * Changes of membership.
 *
 * <p>2014: authorization-v1, section 3. C is the sender, T the user in the state key.
 */
final class MembershipRules2014 {
  private final Situation2014 situation;
  private final AuthOptions options;
  private final UserId target;
  private final @Nullable Membership current;

  private MembershipRules2014(Situation2014 situation, AuthOptions options, UserId target) {
    this.situation = situation;
    this.options = options;
    this.target = target;
    this.current = situation.levels().membership(target.value());
  }

  static Verdict check(Situation2014 situation, AuthOptions options) {
    UserId target = UserId.parse(situation.candidate().stateKey()).orElse(null);
    if (target == null) {
      return Verdict.denied("member.state-key", "A membership is a user's: no user ID is given.");
    }
    Membership next = Levels2014.membershipIn(situation.candidate().content());
    if (next == null) {
      return Verdict.denied("member.unknown-membership", "There is no such membership.");
    }
    // Before anything else: the stamp of a ban binds every way out of it.
    Verdict guard = StateRules2014.checkReplace(situation, StateTuple.member(target));
    if (!guard.isAllowed()) {
      return guard;
    }
    MembershipRules2014 rules = new MembershipRules2014(situation, options, target);
    return switch (next) {
      case JOIN -> rules.checkJoin();
      case INVITE -> rules.checkInvite();
      case LEAVE -> rules.isSelf() ? rules.checkLeave() : rules.checkRemoval();
      case BAN -> rules.checkBan();
      case KNOCK -> Verdict.denied("member.knock", "Rooms of this kind cannot be knocked at.");
    };
  }

  private boolean isSelf() {
    return situation.candidate().sender().folded().equals(target.folded());
  }

  /**
   * Rows "none, leave", "invite", "join", "ban" and "any" to join. C7: only the join rule decides.
   */
  private Verdict checkJoin() {
    if (!isSelf()) {
      return Verdict.denied("member.join.other-user", "Nobody can join for somebody else.");
    }
    if (current == Membership.JOIN) {
      return Verdict.allowed();
    }
    if (current == Membership.BAN) {
      return Verdict.denied("member.join.banned", "You are banned from this room.");
    }
    if (isCreatorsFirstJoin()) {
      return Verdict.allowed();
    }
    return switch (situation.levels().joinRule()) {
      case PUBLIC -> Verdict.allowed();
      case INVITE, KNOCK ->
          current == Membership.INVITE
              ? Verdict.allowed()
              : Verdict.denied("member.join.not-invited", RoomAuthorizer.NO_ACCESS);
      case PRIVATE, RESTRICTED, KNOCK_RESTRICTED ->
          Verdict.denied("member.join.private", RoomAuthorizer.NO_ACCESS);
    };
  }

  /** The join that follows creation, before levels and join rule are set (client-api-v1, 6.3). */
  private boolean isCreatorsFirstJoin() {
    Levels2014 levels = situation.levels();
    return situation.isCreator(target)
        && levels.state().get(StateTuple.member(target)) == null
        && levels.powerLevelsEvent() == null
        && !levels.hasJoinRules();
  }

  /** Rows "none, leave", "invite", "join" and "ban" to invite. C8: no level is needed. */
  private Verdict checkInvite() {
    if (!situation.senderIsJoined()) {
      return Verdict.denied("member.invite.sender-not-joined", RoomAuthorizer.NO_ACCESS);
    }
    if (current == Membership.JOIN) {
      return Verdict.denied("member.invite.already-joined", "This user is in the room already.");
    }
    return current == Membership.BAN
        ? needs("member.invite.banned", situation.levels().ban(), "invite a banned user")
        : Verdict.allowed();
  }

  /** Rows "join", "invite" and "none, leave, ban" to leave, by oneself. C9: rejecting an invite. */
  private Verdict checkLeave() {
    if (current == Membership.JOIN) {
      return Verdict.allowed();
    }
    if (current == Membership.INVITE) {
      return options.rejectInvites()
          ? Verdict.allowed()
          : Verdict.denied("member.leave.invited", "Only who has joined a room can leave it.");
    }
    return Verdict.denied("member.leave.not-joined", RoomAuthorizer.NO_ACCESS);
  }

  /** Rows "join", "invite", "ban" and "none, leave" to leave, by another. C10. */
  private Verdict checkRemoval() {
    if (!situation.senderIsJoined()) {
      return Verdict.denied("member.kick.sender-not-joined", RoomAuthorizer.NO_ACCESS);
    }
    if (current == Membership.JOIN || current == Membership.INVITE) {
      return checkKick();
    }
    if (current == Membership.BAN) {
      return needs("member.unban.level", situation.levels().ban(), "lift a ban");
    }
    return Verdict.denied("member.kick.not-in-room", "This user is not in the room.");
  }

  private Verdict checkKick() {
    Verdict level = needs("member.kick.level", situation.levels().kick(), "remove users");
    if (!level.isAllowed()) {
      return level;
    }
    return situation.senderLevel() >= situation.levels().of(target)
        ? Verdict.allowed()
        : Verdict.denied("member.kick.target-level", "This user's level is above yours.");
  }

  /** Rows "any" and "ban" to ban. C6: only users below the sender. */
  private Verdict checkBan() {
    if (isSelf()) {
      return Verdict.denied("member.ban.self", "Nobody can ban themselves.");
    }
    if (!situation.senderIsJoined()) {
      return Verdict.denied("member.ban.sender-not-joined", RoomAuthorizer.NO_ACCESS);
    }
    Verdict level = needs("member.ban.level", situation.levels().ban(), "ban users");
    if (!level.isAllowed()) {
      return level;
    }
    return situation.senderLevel() > situation.levels().of(target)
        ? Verdict.allowed()
        : Verdict.denied("member.ban.target-level", "This user's level is not below yours.");
  }

  private Verdict needs(String rule, long level, String what) {
    return situation.senderLevel() >= level
        ? Verdict.allowed()
        : Verdict.denied(rule, "You need level " + level + " to " + what + " here.");
  }
}
