package org.matrixee.web.client.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.backup.KeyBackupService;
import org.matrixee.server.backup.rules.BackupForm;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.LargeBody;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * {@code /room_keys}: backups of room keys.
 *
 * <p>v1.19: Client-Server API, "Server-side key backups".
 */
@Path(CurrentApi.V3 + "/room_keys")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class KeyBackupResource {
  private static final String VERSION = "version";

  @Inject private KeyBackupService service;

  /** Begins a new backup. */
  @POST
  @Path("/version")
  @Limited(Action.CHANGE)
  public byte[] create(@Context Requester requester, RequestBody body) {
    return BackupReplies.version(service.create(requester, body.object()));
  }

  /** The newest backup. */
  @GET
  @Path("/version")
  @Limited(Action.READ)
  public byte[] latest(@Context Requester requester) {
    return BackupReplies.backup(service.latest(requester));
  }

  /** A backup. */
  @GET
  @Path("/version/{version}")
  @Limited(Action.READ)
  public byte[] get(@Context Requester requester, @PathParam(VERSION) Segment version) {
    return BackupReplies.backup(service.get(requester, version.value()));
  }

  /** Gives a backup other data. */
  @PUT
  @Path("/version/{version}")
  @Limited(Action.CHANGE)
  public byte[] update(
      @Context Requester requester, @PathParam(VERSION) Segment version, RequestBody body) {
    service.update(requester, version.value(), body.object());
    return CurrentAnswers.empty(null);
  }

  /** Deletes a backup. */
  @DELETE
  @Path("/version/{version}")
  @Limited(Action.CHANGE)
  public byte[] delete(@Context Requester requester, @PathParam(VERSION) Segment version) {
    service.delete(requester, version.value());
    return CurrentAnswers.empty(null);
  }

  /** Puts keys of several rooms into the newest backup. */
  @PUT
  @Path("/keys")
  @Limited(Action.CHANGE)
  public byte[] putAll(
      @Context Requester requester, @QueryParam(VERSION) @Nullable String version, LargeBody body) {
    String into = BackupReplies.require(version);
    return BackupReplies.state(service.put(requester, into, BackupForm.rooms(body.object())));
  }

  /** Puts keys of a room into the newest backup. */
  @PUT
  @Path("/keys/{roomId}")
  @Limited(Action.CHANGE)
  public byte[] putRoom(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @QueryParam(VERSION) @Nullable String version,
      LargeBody body) {
    String into = BackupReplies.require(version);
    return BackupReplies.state(service.put(requester, into, BackupForm.room(room, body.object())));
  }

  /** Puts a key into the newest backup. */
  @PUT
  @Path("/keys/{roomId}/{sessionId}")
  @Limited(Action.CHANGE)
  public byte[] put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("sessionId") Segment session,
      @QueryParam(VERSION) @Nullable String version,
      RequestBody body) {
    String into = BackupReplies.require(version);
    return BackupReplies.state(
        service.put(
            requester, into, List.of(BackupForm.key(room, session.value(), body.object()))));
  }

  /** All keys of a backup. */
  @GET
  @Path("/keys")
  @Limited(Action.READ)
  public StreamingOutput getAll(
      @Context Requester requester, @QueryParam(VERSION) @Nullable String version) {
    String from = BackupReplies.require(version);
    return BackupPages.rooms(service.read(requester, from, null, null));
  }

  /** The keys of a room. */
  @GET
  @Path("/keys/{roomId}")
  @Limited(Action.READ)
  public StreamingOutput getRoom(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @QueryParam(VERSION) @Nullable String version) {
    String from = BackupReplies.require(version);
    return BackupPages.room(service.read(requester, from, room, null));
  }

  /** A key. */
  @GET
  @Path("/keys/{roomId}/{sessionId}")
  @Limited(Action.READ)
  public byte[] getOne(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("sessionId") Segment session,
      @QueryParam(VERSION) @Nullable String version) {
    String from = BackupReplies.require(version);
    return BackupReplies.one(service.read(requester, from, room, session.value()).get());
  }

  /** Deletes all keys of a backup. */
  @DELETE
  @Path("/keys")
  @Limited(Action.CHANGE)
  public byte[] deleteAll(
      @Context Requester requester, @QueryParam(VERSION) @Nullable String version) {
    String from = BackupReplies.require(version);
    return BackupReplies.state(service.deleteKeys(requester, from, null, null));
  }

  /** Deletes the keys of a room. */
  @DELETE
  @Path("/keys/{roomId}")
  @Limited(Action.CHANGE)
  public byte[] deleteRoom(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @QueryParam(VERSION) @Nullable String version) {
    String from = BackupReplies.require(version);
    return BackupReplies.state(service.deleteKeys(requester, from, room, null));
  }

  /** Deletes a key. */
  @DELETE
  @Path("/keys/{roomId}/{sessionId}")
  @Limited(Action.CHANGE)
  public byte[] deleteOne(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("sessionId") Segment session,
      @QueryParam(VERSION) @Nullable String version) {
    String from = BackupReplies.require(version);
    return BackupReplies.state(service.deleteKeys(requester, from, room, session.value()));
  }
}
