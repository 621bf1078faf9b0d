package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.store.event.AnnotationKey;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.AliasStore;

/** Does the commands of a batch, one after the other, each on the state that those before leave. */
@ApplicationScoped
public class CommandRunner {
  private static final JsonProvider JSON = JsonProvider.provider();

  private DraftSender drafts;
  private RoomUpgrader upgrader;
  private ReceivedEvents received;
  private AliasStore aliases;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected CommandRunner() {}

  /** With what it needs. */
  @Inject
  public CommandRunner(
      DraftSender drafts,
      RoomUpgrader upgrader,
      ReceivedEvents received,
      AliasStore aliases,
      MatrixConfig config) {
    this.drafts = drafts;
    this.upgrader = upgrader;
    this.received = received;
    this.aliases = aliases;
    this.config = config;
  }

  /**
   * Does one command.
   *
   * @throws MatrixException if a command that had already written something is refused: then the
   *     whole transaction must go, and the command is tried alone
   */
  CommandResult run(Batch batch, RoomCommand command) {
    Optional<RoomOutcome> earlier = batch.recall(command);
    if (earlier.isPresent()) {
      return new CommandResult.Done(earlier.get());
    }
    RoomWork work = batch.room(command.room().nid());
    if (work != null && spreads(command) && work.hasOtherLeft(config.serverName())) {
      return new CommandResult.Postponed();
    }
    CommandResult result = work == null ? withoutRoom(command) : runInRoom(batch, work, command);
    if (result instanceof CommandResult.Done done) {
      batch.remember(command, done.outcome());
    }
    return result;
  }

  /**
   * Whether servers are told of it. Once another server may have left the room in this batch, only
   * the database knows which are left, and who is out must not be told of what comes after.
   */
  private static boolean spreads(RoomCommand command) {
    return command instanceof RoomCommand.ByUser
        || (command instanceof RoomCommand.Receive receive && receive.terms().relay());
  }

  private static CommandResult withoutRoom(RoomCommand command) {
    // A room is not made if its alias is taken; any other room that cannot be locked is gone.
    return command instanceof RoomCommand.Create
        ? refused(ErrorCode.M_ROOM_IN_USE, "This room alias is taken.")
        : refused(ErrorCode.M_FORBIDDEN, RoomAuthorizer.NO_ACCESS);
  }

  private CommandResult runInRoom(Batch batch, RoomWork work, RoomCommand command) {
    if (command instanceof RoomCommand.Send send) {
      return send(batch, work, send);
    }
    if (command instanceof RoomCommand.Create create) {
      return create(batch, work, create);
    }
    if (command instanceof RoomCommand.Upgrade upgrade) {
      return upgrader.upgrade(batch, work, upgrade);
    }
    if (command instanceof RoomCommand.AddAlias add) {
      return addAlias(batch, work, add);
    }
    if (command instanceof RoomCommand.RemoveAlias remove) {
      return removeAlias(batch, work, remove);
    }
    if (command instanceof RoomCommand.RenewMember renew) {
      return renewMember(batch, work, renew);
    }
    if (command instanceof RoomCommand.FromServer remote) {
      return received.take(batch, work, remote);
    }
    throw new AssertionError(command);
  }

  /**
   * 2014: presence-profile-voip, 7.1. By the server, so that someone whose level does not allow
   * sending appears rightly, too; and never for someone who has left: it would be a join.
   */
  private CommandResult renewMember(Batch batch, RoomWork work, RoomCommand.RenewMember renew) {
    UserId user = renew.requester().user();
    if (!drafts.checkJoined(work, user).isAllowed()) {
      return new CommandResult.Done(outcome(work, null));
    }
    return drafts.send(
        batch,
        work,
        new EventDraft(EventType.MEMBER, user.value(), user, renew.content(), null, null, true));
  }

  private CommandResult send(Batch batch, RoomWork work, RoomCommand.Send send) {
    if (!isAsExpected(work, send)) {
      return refused(
          ErrorCode.M_FORBIDDEN, "This cannot be done to a user with that membership of the room.");
    }
    Optional<AnnotationKey> annotation = AnnotationKey.of(work.lock().roomNid(), send.draft());
    if (annotation.filter(key -> isThere(batch, work, key)).isPresent()) {
      return refused(
          ErrorCode.M_DUPLICATE_ANNOTATION, "You have said the same about this event already.");
    }
    CommandResult result = drafts.send(batch, work, send.draft());
    if (result instanceof CommandResult.Done) {
      annotation.ifPresent(key -> batch.learnAnnotations(Map.of(key, work.newest())));
    }
    boolean byAdmin =
        result instanceof CommandResult.Refused refused
            && refused.refusal().code() == ErrorCode.M_FORBIDDEN
            && send.draft().redacts() != null
            && send.requester().admin()
            && Set.of(config.serverName()).containsAll(work.servers());
    return byAdmin ? drafts.redactByAdmin(batch, work, send.draft()) : result;
  }

  /**
   * Whether a user has said the same about an event.
   *
   * <p>v1.19: client-server, "Avoiding duplicate annotations". Who is not in the room hears of that
   * from its rules.
   */
  private boolean isThere(Batch batch, RoomWork work, AnnotationKey key) {
    Long nid = batch.annotation(key);
    return nid != null
        && !work.isStripped(nid)
        && drafts.checkJoined(work, key.sender()).isAllowed();
  }

  /** Who may not even look into the room hears from its rules that this is not allowed. */
  private boolean isAsExpected(RoomWork work, RoomCommand.Send send) {
    StateTuple slot = send.draft().slot();
    return send.expected().isEmpty()
        || slot == null
        || !drafts.checkJoined(work, send.draft().sender()).isAllowed()
        || work.current(slot)
            .map(known -> Memberships.of(known.event()))
            .filter(send.expected()::contains)
            .isPresent();
  }

  private CommandResult create(Batch batch, RoomWork work, RoomCommand.Create create) {
    RoomAlias alias = create.alias();
    if (alias != null) {
      // Free a moment ago; if another transaction took it since, this one goes and finds it taken.
      require(aliases.create(mapping(create, alias, List.of())));
    }
    drafts.found(batch, work, create.first());
    for (EventDraft draft : create.drafts()) {
      if (drafts.send(batch, work, draft) instanceof CommandResult.Refused refused) {
        throw beginning(work, refused.refusal());
      }
    }
    return new CommandResult.Done(new RoomOutcome(create.room().room(), null, alias));
  }

  /** Spec: client-server, {@code POST createRoom}: whose first events contradict its rules. */
  private static MatrixException beginning(RoomWork work, MatrixException refusal) {
    return refusal.code() == ErrorCode.M_FORBIDDEN && !isOf2014(work)
        ? new MatrixException(ErrorCode.M_INVALID_ROOM_STATE, refusal.sentence())
        : refusal;
  }

  private static boolean isOf2014(RoomWork work) {
    return RoomRules.of(work.lock().version()).version().isOf2014();
  }

  private CommandResult addAlias(Batch batch, RoomWork work, RoomCommand.AddAlias add) {
    if (drafts.checkJoined(work, add.requester().user()) instanceof Verdict.Denied denied) {
      return refused(ErrorCode.M_FORBIDDEN, denied.reason());
    }
    Optional<AliasMapping> taken = aliases.find(add.alias());
    if (taken.isPresent()) {
      return taken.get().roomNid() == work.lock().roomNid()
          ? new CommandResult.Done(outcome(work, null))
          : refused(ErrorCode.M_ROOM_IN_USE, "This room alias belongs to another room.");
    }
    require(aliases.create(mapping(add, add.alias(), add.servers())));
    return announce(batch, work, add);
  }

  private CommandResult removeAlias(Batch batch, RoomWork work, RoomCommand.RemoveAlias remove) {
    Optional<AliasMapping> mapping = aliases.find(remove.alias());
    if (mapping.isEmpty() || mapping.get().roomNid() != work.lock().roomNid()) {
      return refused(ErrorCode.M_NOT_FOUND, "There is no such room alias.");
    }
    boolean own = mapping.get().creator().equals(remove.requester().user());
    if (!own && !remove.requester().admin()) {
      return refused(
          ErrorCode.M_FORBIDDEN, "Only its creator or a server administrator may delete an alias.");
    }
    aliases.delete(remove.alias());
    if (!drafts.checkJoined(work, remove.requester().user()).isAllowed()) {
      // Someone outside cannot send into the room; the list there is informational (S-DIR-05).
      return new CommandResult.Done(outcome(work, null));
    }
    return announce(batch, work, remove);
  }

  /**
   * 2014: S-TYPE-16 to 18: the server sends the complete list of its aliases for the room. The
   * rooms of today do not have such events any more.
   */
  private CommandResult announce(Batch batch, RoomWork work, RoomCommand.ByUser command) {
    if (!isOf2014(work)) {
      return new CommandResult.Done(outcome(work, null));
    }
    JsonArrayBuilder list = JSON.createArrayBuilder();
    aliases.ofRoom(work.lock().roomNid()).forEach(alias -> list.add(alias.value()));
    JsonObject content = JSON.createObjectBuilder().add("aliases", list).build();
    EventDraft draft =
        new EventDraft(
            EventType.ALIASES,
            config.serverName().value(),
            command.requester().user(),
            content,
            null,
            null,
            true);
    CommandResult result = drafts.send(batch, work, draft);
    if (result instanceof CommandResult.Refused refused) {
      throw refused.refusal();
    }
    return result;
  }

  private static AliasMapping mapping(
      RoomCommand.ByUser command, RoomAlias alias, List<org.matrixee.model.id.ServerName> servers) {
    RoomRef room = command.room();
    return new AliasMapping(alias, room.nid(), room.room(), servers, command.requester().user());
  }

  private static RoomOutcome outcome(RoomWork work, @Nullable EventId event) {
    return new RoomOutcome(work.lock().room(), event, null);
  }

  private static void require(boolean created) {
    if (!created) {
      throw new MatrixException(ErrorCode.M_ROOM_IN_USE, "This room alias is taken.");
    }
  }

  private static CommandResult refused(ErrorCode code, String sentence) {
    return new CommandResult.Refused(new MatrixException(code, sentence));
  }
}
