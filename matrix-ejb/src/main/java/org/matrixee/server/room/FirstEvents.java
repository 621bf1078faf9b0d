package org.matrixee.server.room;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * The events that make a room of version 2014, in order.
 *
 * <p>2014: client-api-v1, 6.3 (S-CREATE-12 to 19).
 */
final class FirstEvents {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final long CREATOR_LEVEL = 100;
  private static final long OPERATOR_LEVEL = 50;

  private final UserId creator;
  private final List<EventDraft> drafts = new ArrayList<>();

  private FirstEvents(UserId creator) {
    this.creator = creator;
  }

  /**
   * The drafts of a new room.
   *
   * @param creator the creator's account
   * @param alias the alias made with the room; null for none
   * @param invitees accounts of local invitees, by user
   */
  static List<EventDraft> of(
      Account creator,
      RoomRequest request,
      @Nullable RoomAlias alias,
      Map<UserId, Account> invitees) {
    FirstEvents first = new FirstEvents(creator.user());
    first.addBasis(creator, request);
    if (alias != null) {
      JsonObject aliases =
          json().add("aliases", JSON.createArrayBuilder().add(alias.value())).build();
      first.add(EventType.ALIASES, alias.server().value(), aliases, null);
    }
    if (request.name() != null) {
      first.add(EventType.NAME, "", json().add("name", request.name()).build(), OPERATOR_LEVEL);
    }
    if (request.topic() != null) {
      first.add(EventType.TOPIC, "", json().add("topic", request.topic()).build(), OPERATOR_LEVEL);
    }
    for (UserId invitee : request.invite()) {
      JsonObject invite = membership(Membership.INVITE);
      Account account = invitees.get(invitee);
      first.add(
          EventType.MEMBER,
          invitee.value(),
          account == null ? invite : DisplayFields.into(invite, account),
          null);
    }
    return first.drafts;
  }

  private void addBasis(Account account, RoomRequest request) {
    String user = creator.value();
    add(EventType.CREATE, "", json().add("creator", user).build(), CREATOR_LEVEL);
    add(EventType.MEMBER, user, DisplayFields.into(membership(Membership.JOIN), account), null);
    JsonObject levels = json().add(user, CREATOR_LEVEL).add("default", 0).build();
    add(EventType.POWER_LEVELS, "", levels, OPERATOR_LEVEL);
    JoinRule rule = request.listed() ? JoinRule.PUBLIC : JoinRule.INVITE;
    add(EventType.JOIN_RULES, "", json().add("join_rule", rule.word()).build(), CREATOR_LEVEL);
    add(EventType.ADD_STATE_LEVEL, "", json().add("level", OPERATOR_LEVEL).build(), CREATOR_LEVEL);
    add(EventType.SEND_EVENT_LEVEL, "", json().add("level", 0).build(), OPERATOR_LEVEL);
    JsonObject ops =
        json()
            .add("ban_level", OPERATOR_LEVEL)
            .add("kick_level", OPERATOR_LEVEL)
            .add("redact_level", OPERATOR_LEVEL)
            .build();
    add(EventType.OPS_LEVELS, "", ops, CREATOR_LEVEL);
  }

  private void add(String type, String stateKey, JsonValue content, @Nullable Long required) {
    drafts.add(
        new EventDraft(type, stateKey, creator, content.asJsonObject(), null, required, true));
  }

  private static JsonObject membership(Membership membership) {
    return json().add("membership", membership.word()).build();
  }

  private static JsonObjectBuilder json() {
    return JSON.createObjectBuilder();
  }
}
