package org.matrixee.server.todevice.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.device.Device;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.JsonStrictness;
import org.matrixee.server.event.rules.CanonicalJson;

/**
 * What one request sends to devices.
 *
 * <p>v1.19: Client-Server API, {@code PUT /sendToDevice/{eventType}/{txnId}}.
 *
 * @param sender who sends
 * @param type of all messages
 * @param messages by user, and by device ID or {@link #ALL}
 */
public record Mailing(UserId sender, String type, Map<UserId, Map<String, JsonText>> messages) {
  /** All devices of a user. */
  public static final String ALL = "*";

  /** Largest message, in bytes: as large as an event may be. */
  public static final int MAX_BYTES = 65_536;

  /** Most messages that one request makes. */
  public static final int MAX_MESSAGES = 10_000;

  /** What all of them may take up, in bytes: a message to all devices of users is many. */
  public static final int MAX_BYTES_IN_ALL = 16 * 1024 * 1024;

  /** Copies the map. */
  public Mailing {
    messages = Map.copyOf(messages);
  }

  /**
   * Reads a request.
   *
   * @param messages the request's {@code messages}
   * @throws MatrixException M_BAD_JSON if a key is no user ID or a value no object; M_TOO_LARGE if
   *     a message is
   */
  public static Mailing read(UserId sender, String type, JsonObject messages) {
    Map<UserId, Map<String, JsonText>> read = new LinkedHashMap<>();
    messages.forEach((user, devices) -> read.put(user(user), devices(user, devices)));
    return new Mailing(sender, type, read);
  }

  private static UserId user(String text) {
    UserId user = new UserId(text);
    user.server(); // checks the server's name
    return user;
  }

  private static Map<String, JsonText> devices(String user, JsonValue value) {
    Map<String, JsonText> read = new LinkedHashMap<>();
    object(value, user)
        .forEach((device, content) -> read.put(device, content(object(content, device))));
    return read;
  }

  private static JsonText content(JsonObject content) {
    byte[] bytes = CanonicalJson.write(content, JsonStrictness.LENIENT);
    if (bytes.length > MAX_BYTES) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE,
          "A message to a device must not be larger than " + MAX_BYTES + " bytes.");
    }
    return JsonText.ofOwned(bytes);
  }

  private static JsonObject object(JsonValue value, String key) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new MatrixException(
        ErrorCode.M_BAD_JSON, "The key '" + key + "' of 'messages' must hold an object.");
  }

  /** Those that get messages and are of a server. */
  public Set<UserId> usersOf(ServerName server) {
    Set<UserId> users = new HashSet<>(messages.keySet());
    users.removeIf(user -> !user.server().equals(server));
    return users;
  }

  /**
   * The messages to devices that there are; those to others are dropped. Where a device is named
   * and all are meant, too, it gets the message with its name: one request sends a device one
   * message.
   *
   * @param devices all of the users
   * @throws MatrixException M_TOO_LARGE if they are more than {@link #MAX_MESSAGES}, or longer than
   *     {@link #MAX_BYTES_IN_ALL}
   */
  public List<AddressedMessage> to(Collection<Device> devices) {
    List<AddressedMessage> addressed = new ArrayList<>();
    long bytes = 0;
    for (Device device : devices) {
      Map<String, JsonText> ofUser = messages.getOrDefault(device.user(), Map.of());
      @Nullable JsonText content = ofUser.getOrDefault(device.id().value(), ofUser.get(ALL));
      if (content != null) {
        addressed.add(new AddressedMessage(device.user(), device.id(), sender, type, content));
        bytes += content.length();
      }
    }
    if (addressed.size() > MAX_MESSAGES || bytes > MAX_BYTES_IN_ALL) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE, "This is too much for one request. Send several.");
    }
    return addressed;
  }

  /** Leaves the messages out. */
  @Override
  public String toString() {
    return "Mailing[" + sender + ", " + type + "]";
  }
}
