package org.matrixee.server.directory;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.directory.rules.RoomAddresses;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.room.RemoteMembership;
import org.matrixee.server.room.RoomRefs;

/** Aliases of this server, and the public room list. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DirectoryService {
  private MatrixConfig config;
  private RoomRefs rooms;
  private DirectoryReader reader;
  private RoomSequencer sequencer;
  private RemoteMembership remote;
  private RoomListing listing;

  /** For the container's proxies. */
  protected DirectoryService() {}

  /** With what it needs. */
  @Inject
  public DirectoryService(
      MatrixConfig config,
      RoomRefs rooms,
      DirectoryReader reader,
      RoomSequencer sequencer,
      RemoteMembership remote,
      RoomListing listing) {
    this.config = config;
    this.rooms = rooms;
    this.reader = reader;
    this.sequencer = sequencer;
    this.remote = remote;
    this.listing = listing;
  }

  /**
   * What an alias of this server or another points to.
   *
   * @return exceptionally M_NOT_FOUND if there is no such alias or server, M_UNKNOWN (502) if that
   *     server does not answer
   * @throws MatrixException M_NOT_FOUND if an alias of this server is unknown
   */
  public CompletionStage<AliasTarget> find(RoomAlias alias) {
    if (alias.folded().server().equals(config.serverName())) {
      return CompletableFuture.completedFuture(findOwn(alias));
    }
    return remote
        .find(alias.folded())
        .thenApply(target -> new AliasTarget(target.room(), target.servers()));
  }

  /**
   * What an alias of this server points to.
   *
   * @throws MatrixException M_NOT_FOUND if it is unknown
   */
  public AliasTarget findOwn(RoomAlias alias) {
    return reader.target(alias.folded()).orElseThrow(DirectoryService::unknown);
  }

  /**
   * Checks the addresses that a room is to give itself; those that it has already are left alone.
   *
   * <p>v1.19: Client-Server API, {@code PUT /rooms/{roomId}/state/{eventType}/{stateKey}}.
   *
   * @param content of the {@code m.room.canonical_alias} to be
   * @return exceptionally M_BAD_ALIAS if one of them does not lead to the room
   * @throws MatrixException M_INVALID_PARAM if one of them is no alias
   */
  public CompletionStage<Boolean> checkAddresses(RoomId room, JsonObject content) {
    CompletionStage<Boolean> all = CompletableFuture.completedFuture(true);
    for (RoomAlias alias : RoomAddresses.added(content, reader.addresses(room))) {
      all = all.thenCombine(requireTarget(alias, room), Boolean::logicalAnd);
    }
    return all;
  }

  private CompletionStage<Boolean> requireTarget(RoomAlias alias, RoomId room) {
    CompletionStage<Boolean> leads;
    try {
      leads = find(alias).handle((target, fault) -> fault == null && target.room().equals(room));
    } catch (MatrixException e) {
      leads = CompletableFuture.completedFuture(false);
    }
    return leads.thenApply(
        right -> {
          if (!right) {
            throw new MatrixException(
                ErrorCode.M_BAD_ALIAS, "The alias '" + alias + "' does not lead to this room.");
          }
          return true;
        });
  }

  /**
   * Makes an alias; the same mapping again changes nothing.
   *
   * @param servers servers to record with it
   * @return exceptionally M_ROOM_IN_USE if it belongs to another room, M_FORBIDDEN unless the
   *     caller is joined
   * @throws MatrixException M_NOT_FOUND for an unknown room, M_BAD_JSON for an alias of another
   *     server
   */
  public CompletionStage<RoomOutcome> create(
      Requester requester, RoomAlias alias, RoomId room, List<ServerName> servers) {
    RoomAlias own = requireOwn(alias);
    RoomRef ref =
        rooms
            .find(room)
            .orElseThrow(
                () -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such room."));
    return sequencer.submit(new RoomCommand.AddAlias(ref, requester, own, servers));
  }

  /**
   * Deletes an alias.
   *
   * @return exceptionally M_FORBIDDEN unless the caller made it or is a server administrator
   * @throws MatrixException M_NOT_FOUND if it is unknown
   */
  public CompletionStage<RoomOutcome> delete(Requester requester, RoomAlias alias) {
    RoomAlias own = requireOwn(alias);
    Optional<RoomRef> room = reader.target(own).map(AliasTarget::room).flatMap(rooms::find);
    return sequencer.submit(
        new RoomCommand.RemoveAlias(room.orElseThrow(DirectoryService::unknown), requester, own));
  }

  /**
   * Puts a room into the public list or takes it out.
   *
   * @throws MatrixException M_NOT_FOUND if it is unknown, M_FORBIDDEN if the caller's level does
   *     not allow it
   */
  public void setListed(Requester requester, RoomId room, boolean listed) {
    listing.setListed(requester, room, listed);
    rooms.forget(room);
  }

  /** Listed rooms that somebody is in, the fullest first. */
  public List<PublicRoomLine> publicRooms() {
    return reader.publicRooms();
  }

  private RoomAlias requireOwn(RoomAlias alias) {
    if (!alias.folded().server().equals(config.serverName())) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "This server can change its own room aliases only.");
    }
    return alias.folded();
  }

  private static MatrixException unknown() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such room alias.");
  }
}
