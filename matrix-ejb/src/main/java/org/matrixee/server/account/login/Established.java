package org.matrixee.server.account.login;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/**
 * What the stages of a session have established so far.
 *
 * @param user at login the account whose owner the client is, proven by each stage; at registration
 *     the wanted user ID. Null if no stage has said
 * @param passwordHash of the new account; null if it gets none
 * @param threePids addresses that the client is proven to own
 * @param further what else a stage wants kept for the new account, by the stage's type; see {@link
 *     NewAccountStep}
 */
public record Established(
    @Nullable UserId user,
    @Nullable String passwordHash,
    Set<ThreePid> threePids,
    JsonObject further) {

  /** Before the first stage. */
  public static final Established NOTHING =
      new Established(null, null, Set.of(), JsonValue.EMPTY_JSON_OBJECT);

  /** Copies the set. */
  public Established {
    threePids = Set.copyOf(threePids);
  }

  /** Who the client is, or wants to be. */
  public static Established user(UserId user) {
    return new Established(user, null, Set.of(), JsonValue.EMPTY_JSON_OBJECT);
  }

  /** The hash of the new account's password. */
  public static Established password(String hash) {
    return new Established(null, hash, Set.of(), JsonValue.EMPTY_JSON_OBJECT);
  }

  /** An address that the client owns. */
  public Established with(ThreePid threePid) {
    Set<ThreePid> more = new LinkedHashSet<>(threePids);
    more.add(threePid);
    return new Established(user, passwordHash, more, further);
  }

  /** What a stage wants kept for the new account. */
  public Established with(String type, JsonValue kept) {
    JsonObjectBuilder more = Json.createObjectBuilder(further).add(type, kept);
    return new Established(user, passwordHash, threePids, more.build());
  }

  /**
   * This and what a later stage established.
   *
   * @throws MatrixException M_FORBIDDEN if the two are about different users
   */
  public Established and(Established later) {
    if (user != null && later.user != null && !user.equals(later.user)) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "An earlier stage of this session was for another user.");
    }
    Set<ThreePid> all = new LinkedHashSet<>(threePids);
    all.addAll(later.threePids);
    return new Established(
        user == null ? later.user : user,
        later.passwordHash == null ? passwordHash : later.passwordHash,
        all,
        merged(further, later.further));
  }

  /** Mostly one of them is empty; every builder looks for its maker in all of the class path. */
  private static JsonObject merged(JsonObject one, JsonObject other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return Json.createObjectBuilder(one).addAll(Json.createObjectBuilder(other)).build();
  }

  /** To be kept in a session. */
  JsonObject toJson() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (user != null) {
      json.add("user", user.value());
    }
    if (passwordHash != null) {
      json.add("password_hash", passwordHash);
    }
    JsonArrayBuilder addresses = Json.createArrayBuilder();
    for (ThreePid threePid : threePids) {
      addresses.add(
          Json.createObjectBuilder()
              .add("medium", threePid.medium())
              .add("address", threePid.address()));
    }
    return json.add("threepids", addresses).add("further", further).build();
  }

  /** As it was kept in a session. */
  static Established ofJson(JsonObject json) {
    Set<ThreePid> threePids = new LinkedHashSet<>();
    for (JsonObject entry : json.getJsonArray("threepids").getValuesAs(JsonObject.class)) {
      threePids.add(new ThreePid(entry.getString("medium"), entry.getString("address")));
    }
    return new Established(
        json.containsKey("user") ? new UserId(json.getString("user")) : null,
        json.containsKey("password_hash") ? json.getString("password_hash") : null,
        threePids,
        json.getJsonObject("further"));
  }

  /** Leaves hash and addresses out. */
  @Override
  public String toString() {
    return "Established[" + user + "]";
  }
}
