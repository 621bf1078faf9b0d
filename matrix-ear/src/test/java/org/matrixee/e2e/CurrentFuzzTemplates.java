package org.matrixee.e2e;

import static org.matrixee.e2e.Client.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.e2e.FuzzTemplates.Template;

/**
 * Valid requests for every endpoint of the current API that is done: what its fuzz test starts
 * from. {@code EndpointCoverageTest} holds them and the list of endpoints together.
 */
public final class CurrentFuzzTemplates {
  private static final String V1 = "/_matrix/client/v1";
  private static final String V3 = "/_matrix/client/v3";

  /**
   * What the requests are about.
   *
   * @param user who asks
   * @param password the password in proofs: a wrong one, or the account would be gone
   * @param room a room of the user
   * @param alias an alias of that room
   * @param event an event in it
   * @param device the user's device
   * @param filter a filter of the user
   * @param backup the version of a backup
   * @param mxc server and ID of a file
   */
  record Scene(
      String user,
      String password,
      String room,
      String alias,
      String event,
      String device,
      String filter,
      String backup,
      String mxc) {
    String other() {
      return "@nobody:" + alias.substring(alias.indexOf(':') + 1);
    }
  }

  /** Odd queries that only the current API has names for. */
  static final List<String> ODD_QUERIES =
      List.of(
          "since=%00",
          "since=s",
          "since=s99999999999999999999",
          "since=x&full_state=maybe",
          "filter=%7B",
          "filter=%7B%22room%22%3A1%7D",
          "filter=%7B%22room%22%3A%7B%22timeline%22%3A%7B%22limit%22%3A-1%7D%7D%7D",
          "filter=%7B%22event_fields%22%3A%5B%22%5C%5C%22%5D%7D",
          "filter=999999999999999999999",
          "filter=%00",
          "set_presence=asleep",
          "use_state_after=2",
          "at=%00",
          "membership=x&not_membership=x",
          "format=xml",
          "recurse=2",
          "include=nobody",
          "version=%00",
          "version=99999999999999999999",
          "version=-1",
          "via=%00",
          "via=..&server_name=%F0%9F%9A%80",
          "before=%00",
          "after=x&before=x",
          "width=-1&height=99999999999",
          "method=turn",
          "username=%00",
          "username=%F0%9F%9A%80",
          "token=%00",
          "from=%7B%7D&to=x",
          "since=%2Bx",
          "server=%00");

  private CurrentFuzzTemplates() {}

  /** Method and path of each template, with some names filled in. */
  public static List<String> requests() {
    Scene scene =
        new Scene("@u:s", "p", "!r:s", "#a:s", "$e", "DEVICE", "1", "1", "server.example/media");
    return of(scene).stream().map(t -> t.method() + " " + t.path()).toList();
  }

  static List<Template> of(Scene scene) {
    List<Template> all = new ArrayList<>();
    all.addAll(accounts(scene));
    all.addAll(CurrentFuzzAddresses.of(scene.user(), scene.password()));
    all.addAll(CurrentFuzzRooms.of(scene));
    all.addAll(personal(scene));
    all.addAll(keys(scene));
    all.addAll(backups(scene));
    all.addAll(pushRules());
    all.addAll(FuzzTemplates.files(scene.mxc()));
    all.add(new Template("POST", "/_matrix/media/v1/create", "", "", false));
    all.add(put("/_matrix/media/v3/upload/" + scene.mxc(), Json.of("any", "bytes")));
    all.add(get("/_matrix/media/v3/config", ""));
    all.add(get(V1 + "/media/config", ""));
    return all;
  }

  private static List<Template> accounts(Scene scene) {
    JsonNode user = Json.of("type", "m.id.user", "user", scene.user());
    JsonNode proof =
        Json.of("type", "m.login.password", "identifier", user, "password", scene.password());
    List<Template> all = new ArrayList<>();
    for (String path :
        List.of(
            "/_matrix/client/versions",
            "/.well-known/matrix/client",
            "/.well-known/matrix/support",
            V3 + "/login")) {
      all.add(new Template("GET", path, "", "", true));
    }
    all.add(open(V3 + "/login", proof));
    all.add(open(V3 + "/login", Json.of("type", "m.login.token", "token", "t")));
    all.add(
        open(
            V3 + "/register",
            Json.of(
                "username", "fuzz", "password", "p", "auth", Json.of("type", "m.login.dummy"))));
    all.add(open(V3 + "/refresh", Json.of("refresh_token", "t")));
    all.add(new Template("GET", V3 + "/register/available", "username=fuzz", "", true));
    all.add(
        new Template(
            "GET", V1 + "/register/m.login.registration_token/validity", "token=t", "", true));
    all.add(get(V3 + "/account/whoami", ""));
    all.add(get(V3 + "/capabilities", ""));
    all.add(get(V3 + "/voip/turnServer", ""));
    all.add(post(V1 + "/login/get_token", Json.of("auth", proof)));
    for (String logout : List.of("/logout", "/logout/all")) {
      all.add(new Template("POST", V3 + logout, "", "", false));
    }
    all.add(
        post(
            V3 + "/account/password",
            Json.of("new_password", "n", "logout_devices", true, "auth", proof)));
    all.add(post(V3 + "/account/deactivate", Json.of("erase", false, "auth", proof)));
    all.add(get(V3 + "/devices", ""));
    String device = V3 + "/devices/" + encode(scene.device());
    all.add(get(device, ""));
    all.add(put(device, Json.of("display_name", "f")));
    all.add(write("DELETE", device, Json.of("auth", proof)));
    all.add(
        post(V3 + "/delete_devices", Json.of("devices", Json.list(scene.device()), "auth", proof)));
    return all;
  }

  private static List<Template> personal(Scene scene) {
    String user = V3 + "/user/" + encode(scene.user());
    String room = user + "/rooms/" + encode(scene.room());
    String profile = V3 + "/profile/" + encode(scene.user());
    String presence = V3 + "/presence/" + encode(scene.user()) + "/status";
    JsonNode part =
        Json.of("limit", 5, "types", Json.list("m.*"), "not_senders", Json.list("@a:b"));
    JsonNode rooms = Json.of("timeline", part, "state", Json.of("lazy_load_members", true));
    List<Template> all = new ArrayList<>();
    all.add(put(user + "/account_data/com.example.f", Json.of("a", Json.of("b", 1))));
    all.add(put(user + "/account_data/m.direct", Json.of("@a:b", Json.list("!r:b"))));
    all.add(put(user + "/account_data/m.ignored_user_list", Json.of("ignored_users", Json.of())));
    all.add(get(user + "/account_data/com.example.f", ""));
    all.add(put(room + "/account_data/com.example.f", Json.of("a", 1)));
    all.add(get(room + "/account_data/com.example.f", ""));
    all.add(get(room + "/tags", ""));
    all.add(put(room + "/tags/u.f", Json.of("order", 0.5)));
    all.add(write("DELETE", room + "/tags/u.f", Json.of()));
    all.add(post(user + "/filter", Json.of("room", rooms, "presence", part)));
    all.add(get(user + "/filter/" + encode(scene.filter()), ""));
    all.add(get(V3 + "/sync", "timeout=0"));
    all.add(get(V3 + "/sync", "timeout=0&filter=" + encode(Json.of("room", rooms).toString())));
    all.add(new Template("GET", profile, "", "", true));
    for (String field : List.of("displayname", "avatar_url", "m.tz", "com.example.f")) {
      all.add(new Template("GET", profile + "/" + field, "", "", true));
      String value = field.equals("avatar_url") ? "mxc://a/b" : "Europe/Berlin";
      all.add(put(profile + "/" + field, Json.of(field, value)));
    }
    all.add(write("DELETE", profile + "/com.example.f", Json.of()));
    all.add(get(presence, ""));
    all.add(put(presence, Json.of("presence", "online", "status_msg", "f")));
    return all;
  }

  private static List<Template> keys(Scene scene) {
    JsonNode names = Json.of("ed25519:" + scene.device(), "a2V5");
    JsonNode signatures = Json.of(scene.user(), names);
    JsonNode device =
        Json.of(
            "user_id", scene.user(),
            "device_id", scene.device(),
            "algorithms", Json.list("m.megolm.v1.aes-sha2"),
            "keys", names,
            "signatures", signatures);
    JsonNode signed = Json.of("key", "a2V5", "signatures", signatures);
    JsonNode master =
        Json.of(
            "user_id", scene.user(),
            "usage", Json.list("master"),
            "keys", Json.of("ed25519:a2V5", "a2V5"));
    JsonNode everybody = Json.of(scene.user(), Json.list(scene.device()));
    List<Template> all = new ArrayList<>();
    all.add(
        post(
            V3 + "/keys/upload",
            Json.of(
                "device_keys", device, "one_time_keys", Json.of("signed_curve25519:A", signed))));
    all.add(
        post(
            V3 + "/keys/upload", Json.of("fallback_keys", Json.of("signed_curve25519:F", signed))));
    all.add(post(V3 + "/keys/query", Json.of("device_keys", everybody, "timeout", 10)));
    all.add(
        post(
            V3 + "/keys/claim",
            Json.of(
                "one_time_keys",
                Json.of(scene.user(), Json.of(scene.device(), "signed_curve25519")))));
    all.add(get(V3 + "/keys/changes", "from=s0&to=s1"));
    all.add(post(V3 + "/keys/device_signing/upload", Json.of("master_key", master)));
    all.add(
        post(
            V3 + "/keys/signatures/upload",
            Json.of(scene.user(), Json.of(scene.device(), device))));
    JsonNode messages = Json.of(scene.user(), Json.of("*", Json.of("f", 1)));
    all.add(put(V3 + "/sendToDevice/com.example.f/f1", Json.of("messages", messages)));
    return all;
  }

  private static List<Template> backups(Scene scene) {
    JsonNode version =
        Json.of(
            "algorithm",
            "m.megolm_backup.v1.curve25519-aes-sha2",
            "auth_data",
            Json.of("public_key", "a2V5"));
    JsonNode key =
        Json.of(
            "first_message_index",
            0,
            "forwarded_count",
            0,
            "is_verified",
            false,
            "session_data",
            Json.of("ciphertext", "c"));
    JsonNode sessions = Json.of("sessions", Json.of("s", key));
    JsonNode rooms = Json.of("rooms", Json.of(scene.room(), sessions));
    String one = V3 + "/room_keys/version/" + encode(scene.backup());
    List<Template> all = new ArrayList<>();
    all.add(post(V3 + "/room_keys/version", version));
    all.add(get(V3 + "/room_keys/version", ""));
    all.add(get(one, ""));
    all.add(put(one, version));
    all.add(write("DELETE", V3 + "/room_keys/version/4711", Json.of()));
    String keys = V3 + "/room_keys/keys";
    String room = keys + "/" + encode(scene.room());
    String query = "version=" + encode(scene.backup());
    all.add(new Template("PUT", keys, query, rooms.toString(), false));
    all.add(new Template("PUT", room, query, sessions.toString(), false));
    all.add(new Template("PUT", room + "/s", query, key.toString(), false));
    for (String path : List.of(keys, room, room + "/s")) {
      all.add(get(path, query));
      all.add(new Template("DELETE", path, query, "", false));
    }
    return all;
  }

  private static List<Template> pushRules() {
    String rules = V3 + "/pushrules/global/";
    JsonNode condition = Json.of("kind", "event_match", "key", "content.body", "pattern", "f*");
    JsonNode rule =
        Json.of(
            "actions",
            Json.list("notify", Json.of("set_tweak", "sound", "value", "default")),
            "conditions",
            Json.list(condition, Json.of("kind", "room_member_count", "is", ">2")));
    JsonNode content = Json.of("actions", Json.list("notify"), "pattern", "f");
    List<Template> all = new ArrayList<>();
    all.add(get(V3 + "/pushrules/", ""));
    all.add(get(rules, ""));
    all.add(put(rules + "override/f", rule));
    all.add(put(rules + "content/f", content));
    all.add(get(rules + "override/f", ""));
    all.add(get(rules + "override/f/enabled", ""));
    all.add(get(rules + "override/f/actions", ""));
    all.add(put(rules + "override/.m.rule.master/enabled", Json.of("enabled", false)));
    all.add(put(rules + "override/.m.rule.master/actions", Json.of("actions", Json.list())));
    all.add(write("DELETE", rules + "content/f", Json.of()));
    return all;
  }

  static Template get(String path, String query) {
    return new Template("GET", path, query, "", false);
  }

  static Template put(String path, JsonNode body) {
    return write("PUT", path, body);
  }

  static Template post(String path, JsonNode body) {
    return write("POST", path, body);
  }

  static Template write(String method, String path, JsonNode body) {
    return new Template(method, path, "", body.toString(), false);
  }

  private static Template open(String path, JsonNode body) {
    return new Template("POST", path, "", body.toString(), true);
  }
}
