package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.GraphCases.LEVELS;
import static org.matrixee.server.authorization.rules.GraphCases.ask;
import static org.matrixee.server.authorization.rules.GraphCases.leveled;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;

import java.util.Map;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.server.authorization.rules.GraphCases.Case;
import org.matrixee.server.fixtures.GraphRoom;

/** Cases of the rules about changes of levels. Bob has level 50 and tries. */
final class GraphLevelCases {
  private GraphLevelCases() {}

  static void add(Map<String, Case> all) {
    all.put("levels.not-integer", change("'kick':50", "'kick':'50'", "'kick':49"));
    all.put(
        "levels.events-not-integers",
        change("'org.x.high':80", "'org.x.high':80,'a':'b'", "'org.x.high':80,'a':1"));
    all.put(
        "levels.users-malformed",
        change(
            "'@bob:example.org':50",
            "'@bob:example.org':50,'bob':1",
            "'@bob:example.org':50,'@eve:example.org':1"));
    all.put(
        "levels.names-creator",
        change(
            "'@bob:example.org':50",
            "'@bob:example.org':50,'@alice:example.org':1",
            "'@bob:example.org':50,'@eve:example.org':1"));
    all.put(
        "levels.first",
        new Case(r -> set(r, ALICE, LEVELS), r -> set(r.member(BOB, "join"), BOB, LEVELS)));
    all.put("levels.single-current", change("'ban':60", "'ban':50", "'ban':60,'x':1"));
    all.put("levels.single-new", change("'invite':10", "'invite':51", "'invite':50"));
    all.put(
        "levels.event-current",
        change("'org.x.high':80", "'org.x.high':50", "'org.x.high':80,'a':1"));
    all.put(
        "levels.event-new",
        change("'org.x.high':80", "'org.x.high':80,'a':51", "'org.x.high':80,'a':50"));
    all.put(
        "levels.user-current",
        new Case(
            r ->
                set(
                    twoOperators(r),
                    BOB,
                    OPERATORS.replace("'@carol:example.org':50", "'@carol:example.org':0")),
            r ->
                set(
                    twoOperators(r),
                    BOB,
                    OPERATORS.replace("'@bob:example.org':50", "'@bob:example.org':0"))));
    all.put(
        "levels.user-new",
        change(
            "'@bob:example.org':50",
            "'@bob:example.org':50,'@eve:example.org':51",
            "'@bob:example.org':50,'@eve:example.org':50"));
    all.put(
        "levels.allowed",
        new Case(
            r -> set(leveled(r), BOB, LEVELS),
            r -> set(leveled(r), BOB, LEVELS.replace("'ban':60", "'ban':59"))));
  }

  private static final String OPERATORS =
      LEVELS.replace("'@bob:example.org':50", "'@bob:example.org':50,'@carol:example.org':50");

  private static GraphRoom twoOperators(GraphRoom room) {
    return leveled(room).levels(OPERATORS);
  }

  /** Bob changes one thing, so and so. */
  private static Case change(String from, String deciding, String other) {
    return new Case(
        r -> set(leveled(r), BOB, LEVELS.replace(from, deciding)),
        r -> set(leveled(r), BOB, LEVELS.replace(from, other)));
  }

  private static Ruling set(GraphRoom room, UserId sender, String levels) {
    String own = room.version() < 12 ? levels : levels.replace("'@alice:example.org':100,", "");
    return ask(room, EventType.POWER_LEVELS, "", sender, own);
  }
}
