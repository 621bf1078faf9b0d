package org.matrixee.web.legacy.client.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.trust.Fault;
import org.matrixee.server.federation.trust.ServerFaults;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyApi;

/**
 * {@code /admin/federation/faults}, an extension: what other servers have done wrong
 * (docs/federation.md).
 */
@Path(LegacyApi.V1 + "/admin/federation/faults")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class FaultsResource {
  @Inject private ServerFaults faults;

  /** All servers of which something was refused since {@code since_ts}, ms since 1970. */
  record Answer(long sinceTs, List<Line> servers) {}

  /** One server. */
  record Line(
      ServerName server,
      long falseRequests,
      long badPdus,
      long misplacedPdus,
      long lawlessPdus,
      long lastTs,
      String lastReason) {

    private static Line of(ServerFaults.Line line) {
      return new Line(
          line.server(),
          line.count(Fault.FALSE_REQUEST),
          line.count(Fault.BAD_PDU),
          line.count(Fault.MISPLACED_PDU),
          line.count(Fault.LAWLESS_PDU),
          line.lastTs(),
          line.lastReason());
    }
  }

  /** What was refused. */
  @GET
  @Limited(Action.READ)
  public Answer get(@Context Requester requester) {
    ServerFaults.Report report = faults.report(requester);
    return new Answer(report.sinceTs(), report.lines().stream().map(Line::of).toList());
  }
}
