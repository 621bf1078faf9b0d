package org.matrixee.web.legacy.client.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.out.OutboxView;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code /admin/federation/outbox}, an extension: what waits for whom (docs/federation.md). */
@Path(LegacyApi.V1 + "/admin/federation/outbox")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class OutboxResource {
  @Inject private OutboxView view;

  /** All destinations. */
  record Answer(List<Line> destinations) {}

  /** One destination; times are in ms since 1970, and missing if it answers or nothing waits. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      ServerName destination,
      long waitingPdus,
      long waitingEdus,
      @Nullable Long oldestTs,
      @Nullable Long failingSince,
      int failures,
      @Nullable Long nextTry,
      @Nullable String lastError) {

    private static Line of(OutboxView.Line line) {
      return new Line(
          line.destination(),
          line.waitingPdus(),
          line.waitingEdus(),
          line.oldestTs(),
          line.failingSince(),
          line.failures(),
          line.nextTry(),
          line.lastError());
    }
  }

  /** What waits. */
  @GET
  @Limited(Action.READ)
  public Answer get(@Context Requester requester) {
    return new Answer(view.lines(requester).stream().map(Line::of).toList());
  }
}
