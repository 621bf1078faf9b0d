package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.event.EventType;
import org.matrixee.server.fixtures.StateBuilder;

/** authorization-v1, section 5: every row, by Bob, who has level 50. */
@DisplayName("authorization-v1, 5: changing power levels")
class PowerLevelRules2014Test {
  @ParameterizedTest(name = "{0}: from {1} to {2}: {3}")
  @CsvSource({
    "key neither default nor a user ID, '', 'carol:1', power-levels.key",
    "value not an integer, '', '@c:x:\"high\"', power-levels.value",
    "value not an integer, '', '@c:x:1.5', power-levels.value",
    "value not an integer, '', '@c:x:null', power-levels.value",
    "value not an integer, '', 'default:[]', power-levels.value",
    "stored numeric strings are read, '', '@c:x:\"50\"', ok",
    "user added at the own level, '', '@c:x:50', ok",
    "user added above, '', '@c:x:51', power-levels.raise",
    "numeric string above, '', '@c:x:\"51\"', power-levels.raise",
    "user changed to the own level, '@c:x:10', '@c:x:50', ok",
    "user changed to above, '@c:x:10', '@c:x:51', power-levels.raise",
    "user above demoted, '@c:x:100', '@c:x:10', power-levels.lower",
    "user above removed, '@c:x:100', '', power-levels.lower",
    "peer demoted, '@c:x:50', '@c:x:0', ok",
    "peer removed, '@c:x:50', '', ok",
    "unchanged entry above, '@c:x:100', '@c:x:100,@d:x:50', ok",
    "default raised to the own level, '', 'default:50', ok",
    "default raised above, '', 'default:51', power-levels.default",
    "default lowered from above, 'default:60', 'default:10', power-levels.default",
    "default removed from above, 'default:60', '', power-levels.default",
    "default unchanged above, 'default:60', 'default:60,@c:x:50', power-levels.lower",
    "default of 0 made explicit, '', 'default:0', ok",
    "a removed entry falls to a default above, '@c:x:10,default:60', 'default:60',"
        + " power-levels.raise",
    "negative levels, '', '@c:x:-10', ok"
  })
  void row(String row, String before, String after, String expected) {
    assertThat(byBob(levels(before) + own(50), levels(after) + own(50)))
        .as(row)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "own value from 50 to {0}: {1}")
  @CsvSource({"49, ok", "-1, ok", "50, ok", "51, power-levels.raise", "100, power-levels.raise"})
  void ownValue(long after, String expected) {
    assertThat(byBob(own(50), own(after))).isEqualTo(expected);
  }

  @Test
  @DisplayName("C2: a user of level 50 can raise another to at most 50")
  void exampleOfTheSpecification() {
    assertThat(byBob(own(50), levels("@c:x:50,") + own(50))).isEqualTo("ok");
    assertThat(byBob(own(50), levels("@c:x:51,") + own(50))).isEqualTo("power-levels.raise");
  }

  @Test
  @DisplayName("no current power_levels event: the rest applies against creator = 100")
  void firstLevels() {
    StateBuilder room = StateBuilder.bare();
    assertThat(Verdicts.of(Verdicts.state(ALICE, EventType.POWER_LEVELS, "", "{'@c:x':100}"), room))
        .isEqualTo("ok");
    assertThat(Verdicts.of(Verdicts.state(ALICE, EventType.POWER_LEVELS, "", "{'@c:x':101}"), room))
        .isEqualTo("power-levels.raise");
    StateBuilder open = room.member(BOB, "join").set(EventType.ADD_STATE_LEVEL, "{'level':0}");
    assertThat(Verdicts.of(Verdicts.state(BOB, EventType.POWER_LEVELS, "", "{}"), open))
        .as("who has 0 cannot take 100 from the creator")
        .isEqualTo("power-levels.lower");
  }

  @Test
  @DisplayName("another state key is not the levels of the room")
  void otherKeysAreCustomState() {
    StateBuilder room = StateBuilder.bare();
    assertThat(
            Verdicts.of(Verdicts.state(ALICE, EventType.POWER_LEVELS, "x", "{'@c:x':101}"), room))
        .isEqualTo("ok");
  }

  @Test
  @DisplayName("a user in two spellings is one user")
  void spellingsAreFolded() {
    assertThat(byBob("'@c:x':100," + own(50), "'@C:x':100," + own(50))).isEqualTo("ok");
    assertThat(byBob("'@c:x':100," + own(50), "'@C:x':10," + own(50)))
        .isEqualTo("power-levels.lower");
  }

  private static String byBob(String before, String after) {
    StateBuilder room =
        StateBuilder.bare().member(BOB, "join").set(EventType.POWER_LEVELS, "{" + before + "}");
    return Verdicts.of(Verdicts.state(BOB, EventType.POWER_LEVELS, "", "{" + after + "}"), room);
  }

  private static String own(long level) {
    return "'@bob:example.org':" + level;
  }

  /** {@code @c:x:50,default:0} as members of an object, with a comma behind. */
  private static String levels(String list) {
    StringBuilder members = new StringBuilder();
    for (String entry : list.split(",", -1)) {
      int colon = entry.lastIndexOf(':');
      if (colon > 0) {
        members.append('\'').append(entry, 0, colon).append("':");
        members.append(entry.substring(colon + 1)).append(',');
      }
    }
    return members.toString();
  }
}
