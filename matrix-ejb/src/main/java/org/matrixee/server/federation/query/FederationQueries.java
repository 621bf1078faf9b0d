package org.matrixee.server.federation.query;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.directory.AliasTarget;
import org.matrixee.server.directory.DirectoryService;
import org.matrixee.server.profile.Profile;
import org.matrixee.server.profile.ProfileService;

/**
 * Answers other servers' questions, which leave no trace.
 *
 * <p>2014: federation-v1, section 4.1.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FederationQueries {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String DISPLAY_NAME = "displayname";
  private static final String AVATAR_URL = "avatar_url";

  private MatrixConfig config;
  private ProfileService profiles;
  private DirectoryService directory;

  /** For the container's proxies. */
  protected FederationQueries() {}

  /** With what it needs. */
  @Inject
  public FederationQueries(
      MatrixConfig config, ProfileService profiles, DirectoryService directory) {
    this.config = config;
    this.profiles = profiles;
    this.directory = directory;
  }

  /**
   * How one of our users appears.
   *
   * @param field the only key to give; null for all
   * @throws MatrixException M_BAD_JSON for a user of another server or an unknown field,
   *     M_NOT_FOUND for an unknown user
   */
  public JsonObject profile(UserId user, @Nullable String field) {
    requireOwn(user.server(), "user");
    if (field != null && !field.equals(DISPLAY_NAME) && !field.equals(AVATAR_URL)) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "The parameter 'field' must be 'displayname' or 'avatar_url'.");
    }
    Profile profile = profiles.getOwn(user.folded());
    JsonObjectBuilder answer = JSON.createObjectBuilder();
    if (field == null || field.equals(DISPLAY_NAME)) {
      answer.add(DISPLAY_NAME, value(profile.displayName()));
    }
    if (field == null || field.equals(AVATAR_URL)) {
      answer.add(AVATAR_URL, value(profile.avatarUrl()));
    }
    return answer.build();
  }

  /**
   * Where one of our aliases leads, and through which servers.
   *
   * @throws MatrixException M_BAD_JSON for an alias of another server, M_NOT_FOUND for an unknown
   *     one
   */
  public JsonObject directory(RoomAlias alias) {
    requireOwn(alias.folded().server(), "room alias");
    AliasTarget target = directory.findOwn(alias.folded());
    Set<ServerName> servers = new LinkedHashSet<>(target.servers());
    JsonArrayBuilder list = JSON.createArrayBuilder();
    servers.forEach(server -> list.add(server.value()));
    return JSON.createObjectBuilder()
        .add("room_id", target.room().value())
        .add("servers", list)
        .build();
  }

  private void requireOwn(ServerName server, String what) {
    if (!server.value().equalsIgnoreCase(config.serverName().value())) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "This is a " + what + " of another server.");
    }
  }

  private static JsonValue value(@Nullable String text) {
    return text == null ? JsonValue.NULL : JSON.createValue(text);
  }
}
