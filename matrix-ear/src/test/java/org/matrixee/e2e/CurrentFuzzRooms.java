package org.matrixee.e2e;

import static org.matrixee.e2e.Client.encode;
import static org.matrixee.e2e.CurrentFuzzTemplates.get;
import static org.matrixee.e2e.CurrentFuzzTemplates.post;
import static org.matrixee.e2e.CurrentFuzzTemplates.put;
import static org.matrixee.e2e.CurrentFuzzTemplates.write;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.e2e.CurrentFuzzTemplates.Scene;
import org.matrixee.e2e.FuzzTemplates.Template;

/** The templates about rooms, their directory and their events. */
final class CurrentFuzzRooms {
  private static final String V1 = "/_matrix/client/v1";
  private static final String V3 = "/_matrix/client/v3";

  private CurrentFuzzRooms() {}

  static List<Template> of(Scene scene) {
    List<Template> all = new ArrayList<>();
    all.addAll(memberships(scene));
    all.addAll(directory(scene));
    all.addAll(reads(scene));
    all.addAll(events(scene));
    all.addAll(states(scene));
    return all;
  }

  private static List<Template> memberships(Scene scene) {
    String room = V3 + "/rooms/" + encode(scene.room());
    JsonNode target = Json.of("user_id", scene.other(), "reason", "f");
    JsonNode state =
        Json.of(
            "type", "m.room.encryption",
            "state_key", "",
            "content", Json.of("algorithm", "m.megolm.v1.aes-sha2"));
    List<Template> all = new ArrayList<>();
    all.add(
        post(
            V3 + "/createRoom",
            Json.of(
                "preset", "private_chat",
                "name", "f",
                "topic", "f",
                "invite", Json.list(scene.other()),
                "initial_state", Json.list(state),
                "creation_content", Json.of("m.federate", false),
                "power_level_content_override", Json.of("events", Json.of("m.room.name", 50)))));
    all.add(
        post(
            V3 + "/createRoom",
            Json.of("room_version", "10", "visibility", "private", "is_direct", true)));
    all.add(get(V3 + "/joined_rooms", ""));
    for (String action : List.of("invite", "kick", "ban", "unban")) {
      all.add(post(room + "/" + action, target));
    }
    for (String action : List.of("join", "leave", "forget")) {
      all.add(post(room + "/" + action, Json.of("reason", "f")));
    }
    all.add(post(V3 + "/join/" + encode(scene.room()), Json.of("reason", "f")));
    all.add(post(V3 + "/join/" + encode(scene.alias()), Json.of()));
    all.add(post(V3 + "/knock/" + encode(scene.alias()), Json.of("reason", "f")));
    all.add(post(room + "/upgrade", Json.of("new_version", "no-such-version")));
    return all;
  }

  private static List<Template> directory(Scene scene) {
    String alias = V3 + "/directory/room/" + encode(scene.alias());
    String listed = V3 + "/directory/list/room/" + encode(scene.room());
    JsonNode filter = Json.of("generic_search_term", "f", "room_types", Json.list("m.space"));
    List<Template> all = new ArrayList<>();
    all.add(new Template("GET", alias, "", "", true));
    all.add(put(alias + "2", Json.of("room_id", scene.room())));
    all.add(write("DELETE", alias + "2", Json.of()));
    all.add(get(V3 + "/rooms/" + encode(scene.room()) + "/aliases", ""));
    all.add(new Template("GET", listed, "", "", true));
    all.add(put(listed, Json.of("visibility", "private")));
    all.add(new Template("GET", V3 + "/publicRooms", "limit=2", "", true));
    all.add(post(V3 + "/publicRooms", Json.of("limit", 2, "since", "f", "filter", filter)));
    return all;
  }

  private static List<Template> reads(Scene scene) {
    String room = V3 + "/rooms/" + encode(scene.room());
    String event = encode(scene.event());
    String relations = V1 + "/rooms/" + encode(scene.room()) + "/relations/" + event;
    String filter = encode(Json.of("limit", 3, "contains_url", false).toString());
    List<Template> all = new ArrayList<>();
    all.add(get(room + "/messages", "dir=b&limit=3&filter=" + filter));
    all.add(get(room + "/context/" + event, "limit=3"));
    all.add(get(room + "/event/" + event, ""));
    all.add(get(room + "/state", ""));
    all.add(get(room + "/state/m.room.create/", ""));
    all.add(get(room + "/state/m.room.member/" + encode(scene.user()), "format=event"));
    all.add(get(room + "/members", "membership=join"));
    all.add(get(room + "/joined_members", ""));
    all.add(get(relations, "limit=3&dir=f"));
    all.add(get(relations + "/m.annotation", "limit=3"));
    all.add(get(relations + "/m.annotation/m.reaction", "recurse=true"));
    all.add(get(V1 + "/rooms/" + encode(scene.room()) + "/threads", "include=all&limit=3"));
    return all;
  }

  private static List<Template> events(Scene scene) {
    String room = V3 + "/rooms/" + encode(scene.room());
    String event = encode(scene.event());
    JsonNode reaction = Json.of("rel_type", "m.annotation", "event_id", scene.event(), "key", "f");
    JsonNode edit = Json.of("rel_type", "m.replace", "event_id", scene.event());
    JsonNode text = Json.of("msgtype", "m.text", "body", "f");
    List<Template> all = new ArrayList<>();
    all.add(put(room + "/send/m.room.message/f1", text));
    all.add(put(room + "/send/m.reaction/f2", Json.of("m.relates_to", reaction)));
    all.add(
        put(
            room + "/send/m.room.message/f3",
            Json.of(
                "msgtype",
                "m.text",
                "body",
                "f",
                "m.new_content",
                text,
                "m.mentions",
                Json.of("user_ids", Json.list(scene.other())),
                "m.relates_to",
                edit)));
    all.add(put(room + "/redact/" + event + "/f4", Json.of("reason", "f")));
    all.add(
        put(room + "/typing/" + encode(scene.user()), Json.of("typing", true, "timeout", 1000)));
    all.add(post(room + "/receipt/m.read/" + event, Json.of("thread_id", "main")));
    all.add(post(room + "/receipt/m.fully_read/" + event, Json.of()));
    all.add(
        post(
            room + "/read_markers",
            Json.of(
                "m.fully_read", scene.event(),
                "m.read", scene.event(),
                "m.read.private", scene.event())));
    return all;
  }

  private static List<Template> states(Scene scene) {
    String state = V3 + "/rooms/" + encode(scene.room()) + "/state/";
    JsonNode allow = Json.of("type", "m.room_membership", "room_id", scene.room());
    List<Template> all = new ArrayList<>();
    all.add(put(state + "m.room.name/", Json.of("name", "f")));
    all.add(put(state + "m.room.topic", Json.of("topic", "f")));
    all.add(put(state + "com.example.f/k", Json.of("a", Json.list(1, 2))));
    all.add(
        put(
            state + "m.room.member/" + encode(scene.user()),
            Json.of("membership", "join", "displayname", "f")));
    all.add(
        put(
            state + "m.room.power_levels/",
            Json.of(
                "users_default", 0,
                "events", Json.of("m.room.name", 50),
                "notifications", Json.of("room", 50))));
    all.add(
        put(
            state + "m.room.join_rules/",
            Json.of("join_rule", "restricted", "allow", Json.list(allow))));
    all.add(put(state + "m.room.history_visibility/", Json.of("history_visibility", "shared")));
    all.add(
        put(
            state + "m.room.canonical_alias/",
            Json.of("alias", scene.alias(), "alt_aliases", Json.list(scene.alias()))));
    all.add(put(state + "m.room.create/", Json.of("room_version", "12")));
    return all;
  }
}
