package org.matrixee.server.account.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.DeviceId;
import org.matrixee.server.account.device.DeviceService;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.OwnOperations;

/**
 * Ends devices of a user from another one of theirs.
 *
 * <p>v1.19: Client-Server API, {@code DELETE /devices/{deviceId}}, {@code POST /delete_devices}.
 */
@ApplicationScoped
public class DeviceRemoval {
  private InteractiveAuth auth;
  private OwnOperations operations;
  private DeviceService devices;

  /** For the container's proxies. */
  protected DeviceRemoval() {}

  /** With what it needs. */
  @Inject
  public DeviceRemoval(InteractiveAuth auth, OwnOperations operations, DeviceService devices) {
    this.auth = auth;
    this.operations = operations;
    this.devices = devices;
  }

  /**
   * Ends devices; those that are not there, or not any more, are left out.
   *
   * @param ids what the client calls them
   * @param proof the request's {@code auth}; null if it has none
   * @param address where the request comes from
   * @throws org.matrixee.model.error.MatrixException also through the result: as {@link
   *     OwnOperations#of} and {@link InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Boolean>> remove(
      Requester requester, List<String> ids, @Nullable JsonObject proof, String address) {
    // Permission for one device must not do for another: the session is bound to all their names.
    String operation = "end devices " + String.join(" ", new TreeSet<>(ids));
    List<DeviceId> known = ids.stream().map(DeviceId::parse).flatMap(Optional::stream).toList();
    return auth.guard(
        operations.of(requester, operation, address),
        proof,
        permission -> {
          devices.end(requester, known, permission.session());
          return CompletableFuture.completedStage(true);
        });
  }
}
