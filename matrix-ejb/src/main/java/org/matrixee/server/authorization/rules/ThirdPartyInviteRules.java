package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.either;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.Membership;

/**
 * Invitations by an address of somebody whose user ID is not known.
 *
 * <p>Spec: authorization rules, steps 5.3.1 and 7 (room versions 1 to 5), 4.3.1 and 6 (6 and 7),
 * 4.4.1 and 6 (8 to 11), 5.4.1 and 7 (12).
 */
final class ThirdPartyInviteRules {
  static final String INVITE = "third_party_invite";

  private ThirdPartyInviteRules() {}

  /** Such an invitation itself. */
  static AuthRule inviting() {
    return RuleList.when(
        q -> q.isType(EventType.THIRD_PARTY_INVITE),
        either(
            "third-party-invite.level",
            q -> true,
            q -> q.senderHas(q.levels().invite()),
            "Your level is too low to invite here."));
  }

  /** The invite that comes of it when the user ID is known. */
  static AuthRule accepting() {
    return RuleList.when(
        q -> q.content().containsKey(INVITE),
        reject(
            "third-party.banned",
            q -> q.targetIs(Membership.BAN),
            "This user is banned from the room."),
        reject(
            "third-party.not-signed",
            q -> signed(q) == null,
            "A third-party invite must have been signed."),
        reject(
            "third-party.incomplete",
            q -> text(q, "mxid") == null || text(q, "token") == null,
            "A third-party invite must name a user and a token."),
        reject(
            "third-party.other-user",
            q -> !q.stateKey().equals(text(q, "mxid")),
            "The third-party invite is for another user."),
        reject(
            "third-party.unknown-token",
            q -> invitation(q) == null,
            "There is no such third-party invite in this room."),
        reject(
            "third-party.other-sender",
            q -> {
              Event invitation = invitation(q);
              return invitation == null || !invitation.sender().value().equals(q.sender());
            },
            "The third-party invite is by another user."),
        allow("third-party.signature", ThirdPartyInviteRules::isProven),
        otherwiseReject(
            "third-party.wrong-signature", "The third-party invite's signature is wrong."));
  }

  private static @Nullable JsonObject signed(AuthQuestion q) {
    return q.content().get(INVITE) instanceof JsonObject invite
            && invite.get("signed") instanceof JsonObject signed
        ? signed
        : null;
  }

  private static @Nullable String text(AuthQuestion q, String key) {
    JsonObject signed = signed(q);
    return signed != null && signed.get(key) instanceof JsonString text ? text.getString() : null;
  }

  private static @Nullable Event invitation(AuthQuestion q) {
    String token = text(q, "token");
    return token == null
        ? null
        : q.state().get(new StateTuple(EventType.THIRD_PARTY_INVITE, token));
  }

  private static boolean isProven(AuthQuestion q) {
    JsonObject signed = signed(q);
    Event invitation = invitation(q);
    return signed != null
        && invitation != null
        && keys(invitation.content()).stream().anyMatch(key -> q.signatures().verify(signed, key));
  }

  private static List<String> keys(JsonObject content) {
    List<String> keys = new ArrayList<>();
    addKey(content, keys);
    if (content.get("public_keys") instanceof JsonArray more) {
      for (JsonValue each : more) {
        if (each instanceof JsonObject key) {
          addKey(key, keys);
        }
      }
    }
    return keys;
  }

  private static void addKey(JsonObject holder, List<String> keys) {
    if (holder.get("public_key") instanceof JsonString key) {
      keys.add(key.getString());
    }
  }
}
