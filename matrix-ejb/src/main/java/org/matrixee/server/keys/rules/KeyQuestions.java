package org.matrixee.server.keys.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * Questions about keys.
 *
 * <p>v1.19: Client-Server API, {@code POST /keys/query}, {@code POST /keys/claim}.
 */
public final class KeyQuestions {
  private KeyQuestions() {}

  /**
   * Whose keys somebody wants to see.
   *
   * @param devices by user: the devices; none for all
   */
  public record Query(Map<UserId, Set<String>> devices) {
    /** Copies the map. */
    public Query {
      devices = Map.copyOf(devices);
    }

    /** Whether a device of a user is asked for. */
    public boolean asksFor(UserId user, DeviceId device) {
      Set<String> asked = devices.getOrDefault(user, Set.of());
      return asked.isEmpty() || asked.contains(device.value());
    }
  }

  /**
   * Reads a query.
   *
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON
   */
  public static Query readQuery(JsonObject body) {
    requireTimeout(body);
    Map<UserId, Set<String>> devices = new LinkedHashMap<>();
    Fields.object(body, "device_keys")
        .forEach(
            (user, list) -> {
              if (!(list instanceof JsonArray asked)) {
                throw Fields.badJson("'" + user + "' must hold a list of device IDs.");
              }
              Set<String> ids = new HashSet<>();
              asked.forEach(id -> ids.add(Fields.string(id, user)));
              devices.put(user(user), ids);
            });
    return new Query(devices);
  }

  /**
   * Reads a claim; what no device can be called is left out.
   *
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON
   */
  public static List<WantedKey> readClaim(JsonObject body) {
    requireTimeout(body);
    List<WantedKey> wanted = new ArrayList<>();
    Fields.object(body, "one_time_keys")
        .forEach(
            (name, devices) -> {
              UserId user = user(name);
              Fields.object(devices, name)
                  .forEach(
                      (device, algorithm) -> {
                        String word = Fields.string(algorithm, device);
                        Optional<DeviceId> id = DeviceId.parse(device);
                        id.ifPresent(known -> wanted.add(new WantedKey(user, known, word)));
                      });
            });
    return wanted;
  }

  /** How long to wait for other servers: nobody is waited for yet. */
  private static void requireTimeout(JsonObject body) {
    if (body.containsKey("timeout")
        && !body.isNull("timeout")
        && !(body.get("timeout") instanceof JsonNumber)) {
      throw Fields.badJson("'timeout' must hold a number of milliseconds.");
    }
  }

  private static UserId user(String text) {
    UserId user = new UserId(text);
    user.server(); // checks the server's name
    return user;
  }

  /** The servers of users, but for one. */
  public static Set<ServerName> othersThan(ServerName own, Iterable<UserId> users) {
    Set<ServerName> servers = new TreeSet<>(Comparator.comparing(ServerName::value));
    users.forEach(user -> servers.add(user.server()));
    servers.remove(own);
    return servers;
  }
}
