package org.matrixee.web.federation.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.query.EventQueryService;
import org.matrixee.web.common.Segment;
import org.matrixee.web.federation.FromServer;

/** Reading single events, state and history of rooms (federation-v1, 4). */
@Path("/_matrix/federation/v1")
@Produces(MediaType.APPLICATION_JSON)
@FromServer
@ApplicationScoped
public class EventQueryResource {
  private static final int MOST_NAMED = 100;

  @Inject private EventQueryService queries;
  @Inject private PduAnswer answers;

  /** One event. */
  @GET
  @Path("/pdu/{origin}/{pduId}")
  public byte[] pdu(
      @Context Origin reader,
      @PathParam("origin") Segment origin,
      @PathParam("pduId") Segment pduId) {
    EventId id = new EventId(pduId.value() + "@" + new ServerName(origin.value()));
    return answers.transaction(List.of(queries.event(reader, id)));
  }

  /** The state of a room, now or before an event. */
  @GET
  @Path("/state/{context}")
  public byte[] state(
      @Context Origin reader,
      @PathParam("context") RoomId room,
      @QueryParam("event_id") @Nullable EventId before) {
    return answers.transaction(queries.state(reader, room, before));
  }

  /** Events and what came before them. */
  @GET
  @Path("/backfill/{context}")
  public byte[] backfill(
      @Context Origin reader,
      @PathParam("context") RoomId room,
      @QueryParam("v") List<String> named,
      @QueryParam("limit") @Nullable String limit) {
    if (named.isEmpty() || named.size() > MOST_NAMED) {
      throw bad("v must be given, up to " + MOST_NAMED + " times.");
    }
    List<EventId> newest = new ArrayList<>();
    named.forEach(each -> newest.addAll(NamedEvent.read(each)));
    return answers.transaction(queries.history(reader, room, newest, limit(limit)));
  }

  private static int limit(@Nullable String text) {
    try {
      int limit = text == null ? 0 : Integer.parseInt(text);
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw bad("limit must be a positive number.");
  }

  /** What a server was sent after the greatest of some transactions. */
  @GET
  @Path("/pull")
  public byte[] pull(
      @Context Origin reader,
      @QueryParam("origin") @Nullable String origin,
      @QueryParam("v") List<String> transactions) {
    if (origin == null || transactions.isEmpty()) {
      throw bad("origin and v must be given.");
    }
    if (!origin.equals(reader.server().value())) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "A server can only ask for its own events.");
    }
    long after = transactions.stream().mapToLong(EventQueryResource::number).max().orElse(0);
    return answers.transaction(queries.sentAfter(reader, after));
  }

  private static long number(String transaction) {
    try {
      return Long.parseLong(transaction);
    } catch (NumberFormatException e) {
      throw bad("v must be the number of a transaction of this server.");
    }
  }

  /** The events that decide whether an event is allowed. */
  @GET
  @Path("/event_auth/{context}/{eventId}")
  public byte[] eventAuth(
      @Context Origin reader,
      @PathParam("context") RoomId room,
      @PathParam("eventId") EventId event) {
    return PduAnswer.authChain(queries.authorizing(reader, room, event));
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }
}
