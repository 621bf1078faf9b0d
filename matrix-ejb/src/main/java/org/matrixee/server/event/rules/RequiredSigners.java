package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersionRules;

/**
 * Which servers must have signed an event.
 *
 * <p>Spec: server-server, "Validating hashes and signatures on received events"; authorization
 * rules, step 4.2 (room versions 8 to 11), 5.2 (12). In 2014 rooms it is the origin alone.
 */
public final class RequiredSigners {
  private RequiredSigners() {}

  /**
   * The servers whose signatures an event needs; an event without one of them is dropped.
   *
   * <p>A server that cannot be named, since a name in the event is malformed, cannot have signed:
   * it is left out here, and authorization refuses the event.
   */
  public static Set<ServerName> of(Event event, RoomVersionRules rules) {
    Set<ServerName> signers = new LinkedHashSet<>();
    if (!(rules.auth() instanceof AuthRules.EventGraph graph)) {
      return Set.of(event.origin());
    }
    if (!isThirdPartyInvite(event)) {
      signers.add(event.origin());
    }
    if (rules.signing().byEventIdServer()) {
      String id = event.id().value();
      server(id.substring(id.indexOf(':') + 1)).ifPresent(signers::add);
    }
    if (graph.has(AuthFeature.RESTRICTED_JOINS)
        && event.type().equals(EventType.MEMBER)
        && event.content().get("join_authorised_via_users_server") instanceof JsonString user) {
      UserId.parse(user.getString())
          .flatMap(found -> server(found.value().substring(found.value().indexOf(':') + 1)))
          .ifPresent(signers::add);
    }
    return signers;
  }

  /** The server that sends such an invite need not be the one of its sender. */
  private static boolean isThirdPartyInvite(Event event) {
    return event.type().equals(EventType.MEMBER)
        && event.content().get("membership") instanceof JsonString membership
        && membership.getString().equals(Membership.INVITE.word())
        && event.content().get("third_party_invite") instanceof JsonObject;
  }

  private static Optional<ServerName> server(String name) {
    try {
      return Optional.of(new ServerName(name));
    } catch (MatrixException e) {
      return Optional.empty();
    }
  }
}
