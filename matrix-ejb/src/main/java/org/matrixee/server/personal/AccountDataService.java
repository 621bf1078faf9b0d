package org.matrixee.server.personal;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.ignore.IgnoredUsers;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsDesk;
import org.matrixee.server.push.PushRuleSets;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.personal.AccountDataStore;

/**
 * Account data and tags.
 *
 * <p>v1.19: client-server, "Client config", "Room tagging".
 */
@Stateless
public class AccountDataService {
  /** Where a user has read everything up to; set by the read markers. */
  public static final String FULLY_READ = "m.fully_read";

  private static final String TAG = "m.tag";
  private static final String TAGS = "tags";
  private static final int MAX_TYPE_LENGTH = 255;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final Set<String> CONTROLLED = Set.of(FULLY_READ, PushRuleSets.TYPE);
  private static final JsonProvider JSON = JsonProvider.provider();

  private AccountDataStore data;
  private RoomRefs rooms;
  private NewsDesk news;
  private PushRuleSets rules;

  /** For the container's proxies. */
  protected AccountDataService() {}

  /** With what it needs. */
  @Inject
  public AccountDataService(
      AccountDataStore data, RoomRefs rooms, NewsDesk news, PushRuleSets rules) {
    this.data = data;
    this.rooms = rooms;
    this.news = news;
    this.rules = rules;
  }

  /**
   * A piece of data.
   *
   * @param room null for data of the whole account
   * @throws MatrixException M_FORBIDDEN for another user's, M_NOT_FOUND if there is none
   */
  public JsonText get(Requester requester, UserId user, @Nullable RoomId room, String type) {
    requireSelf(requester, user);
    if (room == null && type.equals(PushRuleSets.TYPE)) {
      return PushRuleSets.content(rules.of(user));
    }
    return data.find(user, number(room), type)
        .map(AccountDatum::content)
        .orElseThrow(
            () ->
                new MatrixException(
                    ErrorCode.M_NOT_FOUND, "There is no account data of this type."));
  }

  /**
   * Sets a piece of data.
   *
   * @param room null for data of the whole account
   * @throws MatrixException M_FORBIDDEN for another user's, M_BAD_JSON for what the server itself
   *     keeps, M_INVALID_PARAM for a type that is too long
   */
  public void set(
      Requester requester, UserId user, @Nullable RoomId room, String type, JsonObject content) {
    requireSelf(requester, user);
    if (CONTROLLED.contains(type)) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON,
          METHOD_NOT_ALLOWED,
          "Account data of the type " + type + " is kept by the server itself.",
          Map.of());
    }
    if (type.length() > MAX_TYPE_LENGTH) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "The type must not be longer than " + MAX_TYPE_LENGTH + " characters.");
    }
    put(user, number(room), type, content);
  }

  private void put(UserId user, long room, String type, JsonObject content) {
    boolean ignoring = room == AccountDatum.GLOBAL && type.equals(IgnoredUsers.TYPE);
    long place = news.place(ignoring ? new News.IgnoredUsers(user) : new News.AccountDataSet(user));
    data.put(user, new AccountDatum(room, type, place, JsonText.of(content.toString())));
  }

  /**
   * The tags of a room, by name.
   *
   * @throws MatrixException M_FORBIDDEN for another user's
   */
  public JsonObject tags(Requester requester, UserId user, RoomId room) {
    requireSelf(requester, user);
    return tags(data.find(user, number(room), TAG).orElse(null));
  }

  /**
   * Gives a room a tag, or another content of it.
   *
   * @throws MatrixException M_FORBIDDEN for another user's
   */
  public void tag(Requester requester, UserId user, RoomId room, String tag, JsonObject content) {
    change(requester, user, room, tags -> tags.add(tag, content));
  }

  /**
   * Takes a tag from a room; one that it does not have is as good as taken.
   *
   * @throws MatrixException M_FORBIDDEN for another user's
   */
  public void untag(Requester requester, UserId user, RoomId room, String tag) {
    change(requester, user, room, tags -> tags.remove(tag));
  }

  private void change(
      Requester requester, UserId user, RoomId room, UnaryOperator<JsonObjectBuilder> change) {
    requireSelf(requester, user);
    long nid = number(room);
    JsonObject before = tags(data.findForChange(user, nid, TAG).orElse(null));
    JsonObject after = change.apply(JSON.createObjectBuilder(before)).build();
    if (!after.equals(before)) {
      put(user, nid, TAG, JSON.createObjectBuilder().add(TAGS, after).build());
    }
  }

  private static JsonObject tags(@Nullable AccountDatum datum) {
    // Clients may write m.tag as any account data, so that it may be anything.
    return datum != null
            && JsonReader.REQUEST.readObject(datum.content().sharedBytes()).get(TAGS)
                instanceof JsonObject tags
        ? tags
        : JsonValue.EMPTY_JSON_OBJECT;
  }

  private long number(@Nullable RoomId room) {
    return room == null ? AccountDatum.GLOBAL : rooms.get(room).nid();
  }

  static void requireSelf(Requester requester, UserId user) {
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's.");
    }
  }
}
