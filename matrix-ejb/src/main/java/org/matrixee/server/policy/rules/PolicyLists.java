package org.matrixee.server.policy.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.Verdict;

/**
 * The operator's lists: words, the size of attachments, servers and users.
 *
 * <p>2014: threats, 6.
 *
 * @param words in lower case, of letters and digits
 * @param maxAttachment in bytes; 0 for no limit
 */
public record PolicyLists(
    Set<String> words, long maxAttachment, Set<ServerName> servers, Set<UserId> users) {

  /** Copies the sets. */
  public PolicyLists {
    words = Set.copyOf(words);
    servers = Set.copyOf(servers);
    users = Set.copyOf(users);
  }

  /** Whether they deny nothing. */
  public boolean isEmpty() {
    return words.isEmpty() && maxAttachment == 0 && servers.isEmpty() && users.isEmpty();
  }

  /**
   * Judges an event.
   *
   * @param stateKey null for what is not state
   */
  public Verdict check(UserId sender, String type, @Nullable String stateKey, JsonObject content) {
    if (type.equals(EventType.MEMBER) && stateKey != null && isGoing(content)) {
      // Nobody is kept in a room by a list.
      return holdsWord(content) ? wordDenied() : Verdict.allowed();
    }
    if (isBlocked(sender)) {
      return Verdict.denied("policy.sender", "You may not send anything through this server.");
    }
    if (type.equals(EventType.MEMBER)
        && UserId.parse(stateKey).filter(this::isBlocked).isPresent()) {
      return Verdict.denied("policy.target", "This server has no dealings with this user.");
    }
    if (isTooLarge(content)) {
      return Verdict.denied(
          "policy.attachment", "An attachment may be " + maxAttachment + " bytes long at most.");
    }
    return holdsWord(content) ? wordDenied() : Verdict.allowed();
  }

  private static Verdict wordDenied() {
    return Verdict.denied("policy.word", "This text holds a word that this server does not allow.");
  }

  private static boolean isGoing(JsonObject content) {
    return content.get("membership") instanceof JsonString word
        && Set.of(Membership.LEAVE.word(), Membership.BAN.word()).contains(word.getString());
  }

  private boolean isBlocked(UserId user) {
    if (users.isEmpty() && servers.isEmpty()) {
      return false;
    }
    UserId folded = user.folded();
    return users.contains(folded) || servers.stream().anyMatch(s -> isOf(folded, s));
  }

  /** By text, since a user ID's server need not be one. */
  private static boolean isOf(UserId user, ServerName server) {
    return user.value().endsWith(":" + server.value())
        && user.value().indexOf(':') == user.value().length() - server.value().length() - 1;
  }

  private boolean isTooLarge(JsonObject content) {
    return maxAttachment > 0
        && content.containsKey("url")
        && content.get("info") instanceof JsonObject file
        && file.get("size") instanceof JsonNumber size
        && size.bigDecimalValue().compareTo(BigDecimal.valueOf(maxAttachment)) > 0;
  }

  private boolean holdsWord(JsonValue value) {
    if (words.isEmpty()) {
      return false;
    }
    if (value instanceof JsonString text) {
      return holdsWord(text.getString());
    }
    if (value instanceof JsonArray array) {
      return array.stream().anyMatch(this::holdsWord);
    }
    return value instanceof JsonObject object && object.values().stream().anyMatch(this::holdsWord);
  }

  /** Whole words only: a list with "ass" leaves "class" alone. */
  private boolean holdsWord(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int start = -1;
    for (int i = 0; i < lower.length(); ) {
      int c = lower.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        if (words.contains(lower.substring(start, i))) {
          return true;
        }
        start = -1;
      }
      i += Character.charCount(c);
    }
    return start >= 0 && words.contains(lower.substring(start));
  }
}
