package org.matrixee.server.federation.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.room.RemoteMembership;
import org.matrixee.server.room.RoomRefs;

/** Sees which changes of membership take other servers, and asks them. */
@ApplicationScoped
public class AskedRooms implements RemoteMembership {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String NO_ALIAS = "There is no such room alias.";

  private MatrixConfig config;
  private RoomRefs rooms;
  private MembershipReader reader;
  private MembershipDrafts drafts;
  private RemoteJoins joins;
  private RemoteInvites invites;
  private RemoteRejections rejections;
  private RoomSequencer sequencer;
  private FederationClient client;
  private Threads threads;

  /** For the container's proxies. */
  protected AskedRooms() {}

  /** With what it needs. */
  @Inject
  public AskedRooms(
      MatrixConfig config,
      RoomRefs rooms,
      MembershipReader reader,
      MembershipDrafts drafts,
      RemoteJoins joins,
      RemoteInvites invites,
      RemoteRejections rejections,
      RoomSequencer sequencer,
      FederationClient client,
      Threads threads) {
    this.config = config;
    this.rooms = rooms;
    this.reader = reader;
    this.drafts = drafts;
    this.joins = joins;
    this.invites = invites;
    this.rejections = rejections;
    this.sequencer = sequencer;
    this.client = client;
    this.threads = threads;
  }

  @Override
  public CompletionStage<Target> find(RoomAlias alias) {
    String uri = Remote.path("query", "directory") + "?room_alias=" + Remote.encode(alias.value());
    return client
        .send(RemoteRequest.get(alias.server(), uri).within(TIMEOUT))
        .handleAsync(
            (answer, failure) -> {
              if (answer == null) {
                throw Remote.refusal(failure, NO_ALIAS);
              }
              return target(answer);
            },
            threads.executor());
  }

  private static Target target(RemoteAnswer answer) {
    Optional<JsonObject> object = Remote.object(answer);
    if (!answer.isSuccess() || object.isEmpty()) {
      throw Remote.refusal(answer, NO_ALIAS);
    }
    String room = Remote.text(object.get(), "room_id");
    if (room == null || !(object.get().get("servers") instanceof JsonArray servers)) {
      throw Remote.unavailable();
    }
    List<ServerName> names = new ArrayList<>();
    try {
      for (JsonString name : servers.getValuesAs(JsonString.class)) {
        names.add(new ServerName(name.getString()));
      }
      return new Target(new RoomId(room), names);
    } catch (MatrixException | ClassCastException e) {
      throw Remote.unavailable();
    }
  }

  @Override
  public Optional<CompletionStage<RoomOutcome>> change(
      Requester requester,
      RoomId room,
      EventDraft draft,
      List<ServerName> through,
      @Nullable TransactionKey key) {
    @Nullable Membership membership =
        draft.content().get("membership") instanceof JsonString word
            ? Membership.parse(word.getString()).orElse(null)
            : null;
    if (membership == Membership.JOIN && draft.sender().value().equals(draft.stateKey())) {
      return join(new Change(requester, room, draft, key), through);
    }
    if (membership == Membership.LEAVE && draft.sender().value().equals(draft.stateKey())) {
      return reject(new Change(requester, room, draft, key));
    }
    if (membership == Membership.INVITE) {
      return invite(new Change(requester, room, draft, key));
    }
    return Optional.empty();
  }

  /** What a user wants. */
  private record Change(
      Requester requester, RoomId room, EventDraft draft, @Nullable TransactionKey key) {}

  private Optional<CompletionStage<RoomOutcome>> join(Change change, List<ServerName> through) {
    @Nullable RoomRef ref = rooms.find(change.room()).orElse(null);
    Set<ServerName> inRoom = ref == null ? Set.of() : reader.servers(ref);
    if (inRoom.contains(config.serverName()) || (ref != null && isOurs(ref, change, inRoom))) {
      return Optional.empty();
    }
    Optional<RoomOutcome> earlier = reader.recall(change.key());
    if (earlier.isPresent()) {
      return earlier.map(CompletableFuture::completedStage);
    }
    List<ServerName> candidates = candidates(change, ref, through, inRoom);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        joins.join(
            change.room(),
            change.draft(),
            candidates,
            joined -> noted(joined, change),
            () -> afterOther(change, through)));
  }

  /** A room that everybody has left can only be taken up by the server that holds it. */
  private boolean isOurs(RoomRef ref, Change change, Set<ServerName> inRoom) {
    return inRoom.isEmpty()
        && reader
            .inviter(ref, change.draft().sender())
            .map(inviter -> inviter.server().equals(config.serverName()))
            .orElse(true);
  }

  private List<ServerName> candidates(
      Change change, @Nullable RoomRef ref, List<ServerName> through, Set<ServerName> inRoom) {
    Set<ServerName> candidates = new LinkedHashSet<>(through);
    if (ref != null) {
      reader.inviter(ref, change.draft().sender()).map(UserId::server).ifPresent(candidates::add);
      candidates.addAll(inRoom);
    }
    int colon = change.room().value().indexOf(':');
    if (colon > 0) {
      try {
        candidates.add(new ServerName(change.room().value().substring(colon + 1)));
      } catch (MatrixException notAName) {
        // The room ID names no server: one way less.
        return without(candidates);
      }
    }
    return without(candidates);
  }

  private List<ServerName> without(Set<ServerName> candidates) {
    candidates.remove(config.serverName());
    return List.copyOf(candidates);
  }

  /** Keeps the request's answer, so that its repeat is known; the room sees no second join. */
  private CompletionStage<RoomOutcome> noted(RoomRef ref, Change change) {
    if (change.key() == null) {
      return CompletableFuture.completedStage(new RoomOutcome(ref.room(), null, null));
    }
    return submit(ref, change);
  }

  private CompletionStage<RoomOutcome> submit(RoomRef ref, Change change) {
    return sequencer.submit(
        new RoomCommand.Send(ref, change.requester(), change.key(), change.draft()));
  }

  /** Another user's join has ended: if it brought the room here, this one is an ordinary join. */
  private CompletionStage<RoomOutcome> afterOther(Change change, List<ServerName> through) {
    return join(change, through).orElseGet(() -> submit(rooms.get(change.room()), change));
  }

  /** Rejects an invite, if nobody here is in the room. */
  private Optional<CompletionStage<RoomOutcome>> reject(Change change) {
    @Nullable RoomRef ref = rooms.find(change.room()).orElse(null);
    if (ref == null
        || !config.rejectInvites()
        || reader.servers(ref).contains(config.serverName())
        || reader.recall(change.key()).isPresent()) {
      return Optional.empty();
    }
    return reader
        .invite(ref, change.draft().sender())
        .filter(invite -> !invite.origin().equals(config.serverName()))
        .map(invite -> rejections.reject(ref, invite, change.draft()));
  }

  private Optional<CompletionStage<RoomOutcome>> invite(Change change) {
    @Nullable UserId target = UserId.parse(change.draft().stateKey()).orElse(null);
    @Nullable RoomRef ref = rooms.find(change.room()).orElse(null);
    if (target == null || ref == null || target.server().equals(config.serverName())) {
      return Optional.empty();
    }
    if (!RoomVersions.get(ref.version()).isOf2014()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "Users of other servers cannot be invited into rooms of version "
              + ref.version()
              + " yet.");
    }
    RoomPlace place = reader.place(ref, change.draft());
    if (!drafts.judge(place, change.draft()).isAllowed()
        || MembershipDrafts.isNoEffect(place, change.draft())
        || reader.recall(change.key()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        invites
            .invite(place, change.draft(), target.server())
            .thenCompose(
                sent ->
                    sent.isEmpty()
                        ? submit(ref, change)
                        : noted(ref, change).thenApply(again -> sent.get())));
  }
}
