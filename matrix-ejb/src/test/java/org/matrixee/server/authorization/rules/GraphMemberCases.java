package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.GraphCases.BAN;
import static org.matrixee.server.authorization.rules.GraphCases.INVITE;
import static org.matrixee.server.authorization.rules.GraphCases.JOIN;
import static org.matrixee.server.authorization.rules.GraphCases.KNOCK;
import static org.matrixee.server.authorization.rules.GraphCases.LEAVE;
import static org.matrixee.server.authorization.rules.GraphCases.ask;
import static org.matrixee.server.authorization.rules.GraphCases.leveled;
import static org.matrixee.server.authorization.rules.GraphCases.member;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;
import static org.matrixee.server.fixtures.Users.DORA;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.authorization.rules.GraphCases.Case;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.fixtures.GraphRoom;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** Cases of the rules about memberships. */
final class GraphMemberCases {
  private static final ServerSigner IDENTITY =
      ServerSigner.ofSeed(new ServerName("identity.org"), new KeyId("ed25519:0"), Users.SPEC_SEED);
  private static final ServerSigner STRANGER =
      ServerSigner.ofSeed(new ServerName("identity.org"), new KeyId("ed25519:0"), "A".repeat(43));

  private GraphMemberCases() {}

  static void add(Map<String, Case> all) {
    all.put(
        "member.malformed",
        new Case(
            r -> ask(r, EventType.MEMBER, BOB.value(), BOB, "{}"), r -> member(r, BOB, BOB, JOIN)));
    all.put(
        "member.unknown",
        new Case(
            r -> member(r, BOB, BOB, "{'membership':'visit'}"), r -> member(r, BOB, BOB, JOIN)));
    addJoin(all);
    addRestricted(all);
    addInvite(all);
    addThirdParty(all);
    addLeave(all);
    addBan(all);
    addKnock(all);
  }

  private static GraphRoom justCreated(GraphRoom room, EventId... prev) {
    return GraphRoom.empty(room.version()).create("{'creator':'@alice:example.org'}").after(prev);
  }

  private static void addJoin(Map<String, Case> all) {
    all.put(
        "join.creators-first",
        new Case(
            r -> {
              EventId create = r.get(EventType.CREATE, "").id();
              return member(justCreated(r, create), ALICE, ALICE, JOIN);
            },
            r -> {
              EventId create = r.get(EventType.CREATE, "").id();
              return member(justCreated(r, create), BOB, BOB, JOIN);
            }));
    all.put(
        "join.other-user",
        new Case(r -> member(r, ALICE, BOB, JOIN), r -> member(r, BOB, BOB, JOIN)));
    all.put(
        "join.banned",
        new Case(
            r -> member(r.member(BOB, "ban"), BOB, BOB, JOIN),
            r -> member(r.member(BOB, "leave"), BOB, BOB, JOIN)));
    all.put(
        "join.invited",
        new Case(
            r -> member(r.joinRule("invite").member(BOB, "invite"), BOB, BOB, JOIN),
            r -> member(r.joinRule("invite").member(BOB, "leave"), BOB, BOB, JOIN)));
    all.put(
        "join.public",
        new Case(
            r -> member(r.joinRule("public"), BOB, BOB, JOIN),
            r -> member(r.joinRule("private"), BOB, BOB, JOIN)));
    all.put(
        "join.not-open",
        new Case(
            r -> member(r.joinRule("private").member(BOB, "invite"), BOB, BOB, JOIN),
            r -> member(r.joinRule("public"), BOB, BOB, JOIN)));
  }

  private static String authorisedBy(String user) {
    return "{'membership':'join','join_authorised_via_users_server':'" + user + "'}";
  }

  private static void addRestricted(Map<String, Case> all) {
    all.put(
        "restricted.not-signed",
        new Case(
            r -> member(leveled(r), DORA, DORA, authorisedBy(BOB.value())),
            r ->
                member(leveled(r).signedBy("example.org"), DORA, DORA, authorisedBy(BOB.value()))));
    all.put(
        "restricted.invited",
        new Case(
            r -> member(r.joinRule("restricted").member(BOB, "invite"), BOB, BOB, JOIN),
            r -> member(r.joinRule("restricted"), BOB, BOB, JOIN)));
    Function<GraphRoom, Ruling> authorised =
        r ->
            member(
                leveled(r).joinRule("restricted").signedBy("example.org"),
                DORA,
                DORA,
                authorisedBy(BOB.value()));
    all.put(
        "restricted.not-authorised",
        new Case(
            r ->
                member(
                    leveled(r).joinRule("restricted").signedBy("example.org"),
                    DORA,
                    DORA,
                    authorisedBy(CAROL.value())),
            authorised));
    all.put(
        "restricted.authorised",
        new Case(
            authorised,
            r ->
                member(
                    leveled(r).member(BOB, "leave").joinRule("restricted").signedBy("example.org"),
                    DORA,
                    DORA,
                    authorisedBy(BOB.value()))));
  }

  private static void addInvite(Map<String, Case> all) {
    all.put(
        "invite.sender-not-joined",
        new Case(
            r -> member(r.member(BOB, "leave"), BOB, DORA, INVITE),
            r -> member(r.member(BOB, "join"), BOB, DORA, INVITE)));
    all.put(
        "invite.target",
        new Case(
            r -> member(r.member(DORA, "ban"), ALICE, DORA, INVITE),
            r -> member(r.member(DORA, "invite"), ALICE, DORA, INVITE)));
    all.put(
        "invite.level",
        new Case(
            r -> member(leveled(r), BOB, DORA, INVITE),
            r -> member(leveled(r), CAROL, DORA, INVITE)));
    all.put(
        "invite.low-level",
        new Case(
            r -> member(leveled(r), CAROL, DORA, INVITE),
            r -> member(leveled(r), BOB, DORA, INVITE)));
  }

  private static JsonObject signed(ServerSigner signer, String text) {
    return JsonSigning.sign(Texts.object(text), signer);
  }

  /** An invite of Dora that accepts Bob's third-party invitation, or what is given for it. */
  private static Ruling accept(GraphRoom room, UserId sender, UserId target, String invite) {
    room.with(
        room.event(
            EventType.THIRD_PARTY_INVITE,
            "tok",
            BOB,
            "{'public_key':'AAAA','public_keys':[{'public_key':'"
                + IDENTITY.verifyKey().base64()
                + "'}]}"));
    return member(
        room,
        sender,
        target,
        "{'membership':'invite','third_party_invite':" + invite.replace('"', '\'') + "}");
  }

  private static String proof(ServerSigner signer, String text) {
    return "{'display_name':'d','signed':" + signed(signer, text) + "}";
  }

  private static final String MXID = "{'mxid':'@dora:faraway.net:8448','token':'tok'}";

  private static void addThirdParty(Map<String, Case> all) {
    Function<GraphRoom, Ruling> legal =
        r -> accept(r.member(BOB, "join"), BOB, DORA, proof(IDENTITY, MXID));
    all.put(
        "third-party.banned",
        new Case(
            r ->
                accept(r.member(BOB, "join").member(DORA, "ban"), BOB, DORA, proof(IDENTITY, MXID)),
            legal));
    all.put("third-party.not-signed", new Case(r -> accept(r, BOB, DORA, "{}"), legal));
    all.put(
        "third-party.incomplete",
        new Case(
            r -> accept(r, BOB, DORA, proof(IDENTITY, "{'mxid':'@dora:faraway.net:8448'}")),
            legal));
    all.put(
        "third-party.other-user",
        new Case(r -> accept(r, BOB, CAROL, proof(IDENTITY, MXID)), legal));
    all.put(
        "third-party.unknown-token",
        new Case(
            r -> accept(r, BOB, DORA, proof(IDENTITY, MXID.replace("tok'", "other'"))), legal));
    all.put(
        "third-party.other-sender",
        new Case(r -> accept(r, ALICE, DORA, proof(IDENTITY, MXID)), legal));
    all.put(
        "third-party.signature", new Case(legal, r -> accept(r, BOB, DORA, proof(STRANGER, MXID))));
    all.put(
        "third-party.wrong-signature",
        new Case(r -> accept(r, BOB, DORA, proof(STRANGER, MXID)), legal));
  }

  private static void addLeave(Map<String, Case> all) {
    all.put(
        "leave.own",
        new Case(
            r -> member(r.member(BOB, "invite"), BOB, BOB, LEAVE),
            r -> member(r.member(BOB, "ban"), BOB, BOB, LEAVE)));
    all.put(
        "leave.sender-not-joined",
        new Case(
            r -> member(leveled(r).member(BOB, "leave"), BOB, CAROL, LEAVE),
            r -> member(leveled(r), BOB, CAROL, LEAVE)));
    all.put(
        "leave.banned",
        new Case(
            r -> member(leveled(r).member(CAROL, "ban"), BOB, CAROL, LEAVE),
            r -> member(leveled(r).member(CAROL, "ban"), ALICE, CAROL, LEAVE)));
    all.put(
        "leave.kick",
        new Case(
            r -> member(leveled(r), BOB, CAROL, LEAVE),
            r -> member(leveled(r), CAROL, BOB, LEAVE)));
    all.put(
        "leave.low-level",
        new Case(
            r -> member(leveled(r), BOB, ALICE, LEAVE),
            r -> member(leveled(r), ALICE, BOB, LEAVE)));
  }

  private static void addBan(Map<String, Case> all) {
    all.put(
        "ban.sender-not-joined",
        new Case(
            r -> member(leveled(r).member(ALICE, "leave"), ALICE, CAROL, BAN),
            r -> member(leveled(r), ALICE, CAROL, BAN)));
    all.put(
        "ban.level",
        new Case(
            r -> member(leveled(r), ALICE, BOB, BAN), r -> member(leveled(r), BOB, CAROL, BAN)));
    all.put(
        "ban.low-level",
        new Case(
            r -> member(leveled(r), ALICE, ALICE, BAN), r -> member(leveled(r), ALICE, DORA, BAN)));
  }

  private static void addKnock(Map<String, Case> all) {
    Function<GraphRoom, Ruling> legal = r -> member(r.joinRule("knock"), BOB, BOB, KNOCK);
    all.put("knock.not-open", new Case(r -> member(r.joinRule("invite"), BOB, BOB, KNOCK), legal));
    all.put(
        "knock.other-user", new Case(r -> member(r.joinRule("knock"), BOB, CAROL, KNOCK), legal));
    all.put(
        "knock.allowed",
        new Case(legal, r -> member(r.joinRule("knock").member(BOB, "ban"), BOB, BOB, KNOCK)));
    all.put(
        "knock.membership",
        new Case(
            r -> member(r.joinRule("knock").member(BOB, "invite"), BOB, BOB, KNOCK),
            r -> member(r.joinRule("knock").member(BOB, "knock"), BOB, BOB, KNOCK)));
  }
}
