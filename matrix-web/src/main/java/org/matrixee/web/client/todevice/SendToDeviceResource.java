package org.matrixee.web.client.todevice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.server.limits.Action;
import org.matrixee.server.todevice.ToDeviceService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentFields;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.LargeBody;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.TransactionKeys;

/** {@code PUT /sendToDevice/{eventType}/{txnId}} (v1.19). */
@Path(CurrentApi.V3 + "/sendToDevice/{type}/{txnId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.TO_DEVICE)
@ApplicationScoped
public class SendToDeviceResource {
  @Inject private ToDeviceService service;

  /** Sends messages to devices, once. */
  @PUT
  public byte[] send(
      @Context Requester requester,
      @PathParam("type") Segment type,
      @PathParam("txnId") Segment txnId,
      LargeBody body) {
    JsonObject messages = CurrentFields.requireObject(body.object(), "messages");
    service.send(
        requester,
        type.value(),
        messages,
        TransactionKeys.of(requester, txnId, "sendToDevice", type));
    return CurrentAnswers.empty(null);
  }
}
