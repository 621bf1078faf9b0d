package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;

/** Random local parts of rooms and events: letters only, as the servers of 2014 made them. */
@ApplicationScoped
public class LocalIds {
  private static final byte[] LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);

  private static final int LENGTH = 18;

  private SecureRandom random;

  /** For the container's proxies. */
  protected LocalIds() {}

  /** With what it needs. */
  @Inject
  public LocalIds(SecureRandom random) {
    this.random = random;
  }

  /** A new event's local part: 102 random bits, so that it is unique for ever. */
  public String event() {
    return letters();
  }

  /** A new room's ID. */
  public RoomId room(ServerName server) {
    return new RoomId("!" + letters() + ":" + server.value());
  }

  private String letters() {
    byte[] bytes = new byte[2 * LENGTH];
    random.nextBytes(bytes);
    byte[] text = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      int number = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
      text[i] = LETTERS[number % LETTERS.length];
    }
    return new String(text, StandardCharsets.US_ASCII);
  }
}
