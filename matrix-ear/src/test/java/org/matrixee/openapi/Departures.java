package org.matrixee.openapi;

import java.util.List;
import java.util.regex.Pattern;

/** Where the data of the specification is not what it means, or tests depart from it on purpose. */
final class Departures {
  /**
   * One of them.
   *
   * @param violation what is allowed, as a pattern of the whole sentence
   * @param request which requests may depart, as a pattern of query, blank and body
   * @param reason why
   */
  private record Departure(Pattern violation, Pattern request, String reason) {
    boolean allows(Violation found, Exchange exchange) {
      return violation.matcher(found.toString()).matches()
          && request.matcher(exchange.rawQuery() + " " + exchange.requestBody()).matches();
    }
  }

  private static final String ANY = ".*";

  private static final List<Departure> ALL =
      List.of(
          departure(
              "GET .*/sync, answer 200, at '/rooms/.*/events/[0-9]+': required property .*",
              ".*federation.*",
              "v1.19, \"Filtering\": event_format may be federation; the data has the form of"
                  + " clients alone"),
          departure(
              ".*(event_id|eventId)': does not match .*, but is"
                  + " \"[A-Za-z]{18}@[a-z0-9.]+(:[0-9]+)?\"",
              ANY,
              "clients of today read rooms of 2014, whose events have IDs of another form"),
          departure(
              "GET .*/rooms/\\{roomId}/state/.*, answer 200, at '': must be valid to one and only"
                  + " one schema, but 2 are valid .*",
              ANY,
              "the two forms are meant to exclude each other, yet an event is an object as well"),
          departure(
              ".*/room_keys/version.*, at '/algorithm': does not have a value in the enumeration"
                  + " .*",
              ANY,
              "how backups are encrypted is the clients' business, who try new algorithms"),
          departure(
              "GET .*/voip/turnServer, answer 200, at '': required property .*",
              ANY,
              "there is no answer for a server without TURN servers; clients take {} as such, but"
                  + " browsers throw at an empty list of them"));

  private Departures() {}

  static boolean allow(Violation violation, Exchange exchange) {
    return ALL.stream().anyMatch(departure -> departure.allows(violation, exchange));
  }

  private static Departure departure(String violation, String request, String reason) {
    return new Departure(
        Pattern.compile(violation, Pattern.DOTALL),
        Pattern.compile(request, Pattern.DOTALL),
        reason);
  }
}
