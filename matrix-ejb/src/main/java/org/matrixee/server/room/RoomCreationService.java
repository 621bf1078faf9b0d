package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.LocalIds;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;

/** Makes rooms with their first events, whole or not at all. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomCreationService {
  /** As many invites as fit one transaction well. */
  private static final int MAX_INVITES = 100;

  private static final Set<String> CHOSEN =
      Set.of(
          EventType.CREATE, EventType.MEMBER, EventType.ALIASES, EventType.NAME, EventType.TOPIC);

  private MatrixConfig config;
  private RateLimits limits;
  private LocalIds ids;
  private RoomLookup lookup;
  private RoomSequencer sequencer;
  private Policy policy;

  /** For the container's proxies. */
  protected RoomCreationService() {}

  /** With what it needs. */
  @Inject
  public RoomCreationService(
      MatrixConfig config,
      RateLimits limits,
      LocalIds ids,
      RoomLookup lookup,
      RoomSequencer sequencer,
      Policy policy) {
    this.config = config;
    this.limits = limits;
    this.ids = ids;
    this.lookup = lookup;
    this.sequencer = sequencer;
    this.policy = policy;
  }

  /**
   * Makes a room of version 2014.
   *
   * @param key the request's transaction; null if a repeat is a new request
   * @return completed after the commit; exceptionally with M_ROOM_IN_USE if the alias is taken:
   *     then nothing was made, M_FORBIDDEN if the operator's policy denies one of its events
   * @throws MatrixException M_LIMIT_EXCEEDED; M_BAD_JSON for a bad alias name or too many invites
   */
  public CompletionStage<RoomOutcome> create(
      Requester requester, RoomRequest request, @Nullable TransactionKey key) {
    RoomAlias alias = alias(request.aliasName());
    RoomRequest wanted = withoutRepeats(request, requester.user());
    Account creator =
        lookup
            .find(requester.user())
            .orElseThrow(() -> new MatrixException(ErrorCode.M_FORBIDDEN, "Your account is gone."));
    limits.check(Action.INVITE, requester.user().value(), wanted.invite().size());
    List<EventDraft> drafts = FirstEvents.of(creator, wanted, alias, accounts(wanted.invite()));
    RoomRef room =
        new RoomRef(
            lookup.newRoomNid(),
            ids.room(config.serverName()),
            RoomVersion.V2014,
            request.listed());
    RoomCommand command = new RoomCommand.Create(room, requester, key, drafts, alias);
    if (policy.isOff()) {
      return sequencer.submit(command);
    }
    return policy.requireAll(questions(drafts)).thenCompose(allowed -> sequencer.submit(command));
  }

  /** What people chose; the levels and rules of a new room are this server's own. */
  private static List<PolicyQuestion> questions(List<EventDraft> drafts) {
    return drafts.stream()
        .filter(draft -> CHOSEN.contains(draft.type()))
        .map(draft -> PolicyQuestion.of(null, draft))
        .toList();
  }

  private @Nullable RoomAlias alias(@Nullable String name) {
    if (name == null) {
      return null;
    }
    if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('#') >= 0) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "The name of a room alias must not be empty or hold ':' or '#'.");
    }
    return new RoomAlias("#" + name + ":" + config.serverName().value()).folded();
  }

  /** Everyone once, and not the creator, who is in the room already. */
  private static RoomRequest withoutRepeats(RoomRequest request, UserId creator) {
    Set<UserId> invite = new LinkedHashSet<>(request.invite());
    invite.remove(creator);
    if (invite.size() > MAX_INVITES) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "A room can be made with " + MAX_INVITES + " invites at most.");
    }
    return new RoomRequest(
        request.listed(),
        request.aliasName(),
        request.name(),
        request.topic(),
        List.copyOf(invite));
  }

  private Map<UserId, Account> accounts(List<UserId> users) {
    return lookup.findAll(
        users.stream().filter(user -> user.server().equals(config.serverName())).toList());
  }
}
