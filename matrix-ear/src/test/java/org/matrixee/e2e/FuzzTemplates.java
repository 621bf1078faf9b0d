package org.matrixee.e2e;

import static org.matrixee.e2e.Client.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One valid request for every endpoint of the 2014 index: what the fuzz test starts from. */
final class FuzzTemplates {
  /**
   * A request.
   *
   * @param method the HTTP method
   * @param path the path below the base path, percent-encoded
   * @param query the query without the token
   * @param body the JSON body; empty text for none
   * @param open whether it needs no token
   */
  record Template(String method, String path, String query, String body, boolean open) {}

  private FuzzTemplates() {}

  /** The templates for a room and one of its events. */
  static List<Template> of(Room room, String eventId, String alias) {
    String rooms = "/rooms/" + encode(room.id());
    String user = encode(room.client().userId());
    String other = "@nobody:" + alias.substring(alias.indexOf(':') + 1);
    List<Template> all = new ArrayList<>(reads(rooms, user, eventId, alias));
    JsonNode text = Json.of("msgtype", "m.text", "body", "fuzz");
    JsonNode target = Json.of("user_id", other, "reason", "fuzz");
    all.addAll(logins(room.client()));
    all.add(write("POST", "/createRoom", Json.of("visibility", "private", "name", "f")));
    all.add(write("PUT", "/createRoom/f1", Json.of("topic", "f", "invite", Json.list(other))));
    all.add(write("POST", "/join/" + encode(room.id()), Json.of()));
    all.add(write("PUT", "/join/" + encode(alias) + "/f1", Json.of()));
    all.add(write("POST", rooms + "/join", Json.of()));
    all.add(write("PUT", rooms + "/join/f1", Json.of()));
    all.add(write("POST", rooms + "/invite", target));
    all.add(write("PUT", rooms + "/invite/f1", target));
    all.add(write("POST", rooms + "/ban", target));
    all.add(write("POST", rooms + "/kick", target));
    all.add(write("POST", rooms + "/leave", Json.of()));
    all.add(write("PUT", rooms + "/state/m.room.name", Json.of("name", "f")));
    all.add(write("PUT", rooms + "/state/m.room.topic/", Json.of("topic", "f")));
    all.add(write("PUT", rooms + "/state/com.example.f/k", Json.of("a", Json.list(1, 2))));
    all.add(write("PUT", rooms + "/state/m.room.member/" + user, Json.of("membership", "join")));
    all.add(
        write(
            "PUT",
            rooms + "/state/m.room.power_levels",
            Json.of(room.client().userId(), 100, "default", 0)));
    all.add(write("PUT", rooms + "/state/m.room.join_rules", Json.of("join_rule", "public")));
    all.add(write("PUT", rooms + "/state/m.room.ops_levels", Json.of("ban_level", 50)));
    all.add(write("PUT", rooms + "/state/m.room.send_event_level", Json.of("level", 0)));
    all.add(write("POST", rooms + "/send/m.room.message", text));
    all.add(write("PUT", rooms + "/send/m.room.message/f1", text));
    all.add(write("POST", rooms + "/send/com.example.f", Json.of("n", 1)));
    all.add(write("POST", rooms + "/redact/" + encode(eventId), Json.of("reason", "f")));
    all.add(write("PUT", rooms + "/redact/" + encode(eventId) + "/f1", Json.of()));
    all.add(write("PUT", "/directory/room/" + encode(alias), Json.of("room_id", room.id())));
    all.add(write("DELETE", "/directory/room/%23nothing%3Alocalhost", Json.of()));
    all.addAll(people(user, other));
    all.add(write("POST", rooms + "/send/m.call.invite", Json.of("call_id", "f", "version", 0)));
    all.add(write("PUT", rooms + "/typing/" + user, Json.of("typing", true, "timeout", 1000)));
    return all;
  }

  private static List<Template> logins(Client client) {
    List<Template> all = new ArrayList<>();
    all.add(open("POST", "/register", password(Users.name("fuzz"))));
    all.add(open("POST", "/login", password(client.localpart())));
    all.add(open("POST", "/login", Json.of("type", OAuthLogin.TYPE, "user", "f")));
    all.add(
        open(
            "POST",
            "/login",
            Json.of("type", "m.login.email.code", "session", "fuzz", "code", "12345678")));
    all.add(
        open(
            "POST",
            "/register",
            Json.of("type", "m.login.email.url", "user", "fuzz", "email", "fuzz@example.org")));
    return all;
  }

  private static List<Template> people(String user, String other) {
    List<Template> all = new ArrayList<>();
    all.add(write("PUT", "/profile/" + user + "/displayname", Json.of("displayname", "F")));
    all.add(write("PUT", "/profile/" + user + "/avatar_url", Json.of("avatar_url", "http://a/b")));
    JsonNode contact = Json.of("name", "f", "email", Json.list("f@x"), "phone", Json.list("123"));
    JsonNode contacts = Json.of("contacts", Json.list(contact));
    all.add(write("PUT", "/addressbook/" + user, contacts));
    all.add(write("POST", "/addressbook/" + user, contacts));
    all.add(write("PUT", "/admin/suspend/" + user, Json.of("suspended", true)));
    all.add(write("PUT", "/presence/" + user + "/status", Json.of("presence", "online")));
    all.add(
        write(
            "PUT",
            "/presence/" + user + "/status",
            Json.of("presence", "free_for_chat", "status_msg", "f")));
    JsonNode list = Json.of("invite", Json.list(other), "drop", Json.list(other));
    all.add(write("POST", "/presence/list/" + user, list));
    all.add(write("POST", "/presence/list", list));
    return all;
  }

  /** The templates of the content repository: whole paths, since they are under no common one. */
  static List<Template> files(String mxc) {
    List<Template> all = new ArrayList<>();
    all.add(write("POST", "/_matrix/content", Json.of("any", "bytes")));
    all.add(
        new Template(
            "GET", "/_matrix/content/" + mxc.substring(mxc.indexOf('/') + 1), "", "", true));
    for (String base : List.of("/_matrix/media/v1", "/_matrix/media/v3")) {
      all.add(write("POST", base + "/upload", Json.of("any", "bytes")));
      addReads(all, base, mxc, true);
    }
    addReads(all, "/_matrix/client/v1/media", mxc, false);
    return all;
  }

  private static void addReads(List<Template> all, String base, String mxc, boolean open) {
    all.add(new Template("GET", base + "/download/" + mxc, "", "", open));
    all.add(new Template("GET", base + "/download/" + mxc + "/a.png", "", "", open));
    all.add(
        new Template(
            "GET", base + "/thumbnail/" + mxc, "width=10&height=20&method=crop", "", open));
  }

  private static List<Template> reads(String rooms, String user, String eventId, String alias) {
    List<Template> reads = new ArrayList<>();
    for (String path :
        List.of(
            "/register",
            "/login",
            "/publicRooms",
            "/login/fallback",
            "/register/fallback",
            "/login/email/fuzz")) {
      reads.add(new Template("GET", path, "", "", true));
    }
    for (String path :
        List.of(
            "/directory/room/" + encode(alias),
            "/profile/" + user,
            "/profile/" + user + "/displayname",
            "/profile/" + user + "/avatar_url")) {
      reads.add(new Template("GET", path, "", "", true));
    }
    for (String path :
        List.of(
            rooms + "/state/m.room.create",
            rooms + "/state/com.example.f/k",
            rooms + "/state",
            rooms + "/members",
            "/events/" + encode(eventId),
            "/presence/" + user + "/status",
            "/presence/list/" + user,
            "/presence/list",
            "/voip/turnServer",
            "/pushrules",
            "/pushrules/global",
            "/addressbook/" + user,
            "/admin/suspend/" + user,
            "/admin/whois/" + user)) {
      reads.add(new Template("GET", path, "", "", false));
    }
    reads.add(new Template("GET", "/login/oauth2/select", "key=f", "", true));
    reads.add(
        new Template("GET", "/login/oauth2/callback/f", "code=f&state=f&iss=f&error=f", "", true));
    reads.add(new Template("GET", rooms + "/messages", "dir=b&limit=5", "", false));
    reads.add(new Template("GET", rooms + "/initialSync", "limit=2", "", false));
    reads.add(new Template("GET", "/initialSync", "limit=2", "", false));
    reads.add(new Template("GET", "/events", "timeout=0", "", false));
    return reads;
  }

  private static JsonNode password(String user) {
    return Json.of("type", "m.login.password", "user", user, "password", Users.PASSWORD);
  }

  private static Template write(String method, String path, JsonNode body) {
    return new Template(method, path, "", body.toString(), false);
  }

  private static Template open(String method, String path, JsonNode body) {
    return new Template(method, path, "", body.toString(), true);
  }
}
