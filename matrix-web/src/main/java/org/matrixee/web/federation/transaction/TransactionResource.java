package org.matrixee.web.federation.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.federation.in.TransactionReceiver;
import org.matrixee.web.common.Segment;
import org.matrixee.web.federation.FromServer;
import org.matrixee.web.federation.SignedContent;

/** {@code PUT /send/{transactionId}} (federation-v1, 2.2). */
@Path("/_matrix/federation/v1/send/{txnId}")
@Produces(MediaType.APPLICATION_JSON)
@FromServer
@ApplicationScoped
public class TransactionResource {
  @Inject private TransactionReceiver receiver;

  /** Takes a transaction; the answer has a line for each PDU. */
  @PUT
  public CompletionStage<byte[]> put(
      @Context Origin origin, @Context SignedContent content, @PathParam("txnId") Segment txnId) {
    return receiver
        .receive(origin, txnId.value(), content.object())
        .thenApply(JsonText::sharedBytes);
  }
}
