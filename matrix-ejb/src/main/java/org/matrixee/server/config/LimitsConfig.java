package org.matrixee.server.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What requests are limited to.
 *
 * @param rates how often each action may be done, by the setting's name
 * @param pollsPerUser the most requests for new events that wait for one user
 * @param pollsPerAddress the most requests for new events that wait for one address
 */
public record LimitsConfig(Map<String, Rate> rates, int pollsPerUser, int pollsPerAddress) {
  private static final String POLLS_PER_USER = "MATRIX_POLLS_PER_USER";
  private static final String POLLS_PER_ADDRESS = "MATRIX_POLLS_PER_ADDRESS";

  /** The actions and their rates, unless they are set. */
  private static final Map<String, String> RATES =
      Map.ofEntries(
          Map.entry("MATRIX_LIMIT_SEND", "30/100"),
          Map.entry("MATRIX_LIMIT_TO_DEVICE", "200/50"),
          Map.entry("MATRIX_LIMIT_CREATE_ROOM", "10/5000"),
          Map.entry("MATRIX_LIMIT_CHANGE", "60/100"),
          Map.entry("MATRIX_LIMIT_MEMBERSHIP", "30/500"),
          Map.entry("MATRIX_LIMIT_INVITE", "10/2000"),
          Map.entry("MATRIX_LIMIT_PROFILE", "10/2000"),
          Map.entry("MATRIX_LIMIT_PRESENCE", "20/1000"),
          Map.entry("MATRIX_LIMIT_UPLOAD", "20/2000"),
          Map.entry("MATRIX_LIMIT_READ", "200/20"),
          Map.entry("MATRIX_LIMIT_REGISTER", "20/3000"),
          Map.entry("MATRIX_LIMIT_LOGIN", "10/2000"),
          Map.entry("MATRIX_LIMIT_LOGIN_STEP", "30/1000"),
          Map.entry("MATRIX_LIMIT_MAIL", "5/180000"),
          Map.entry("MATRIX_LIMIT_MAIL_REQUEST", "20/60000"),
          Map.entry("MATRIX_LIMIT_LIST", "200/20"),
          Map.entry("MATRIX_LIMIT_DOWNLOAD", "300/20"),
          Map.entry("MATRIX_LIMIT_THUMBNAIL", "150/50"),
          Map.entry("MATRIX_LIMIT_UNKNOWN_TOKEN", "60/500"),
          Map.entry("MATRIX_LIMIT_FEDERATION", "500/10"),
          Map.entry("MATRIX_LIMIT_WRONG_SIGNATURE", "60/1000"),
          Map.entry("MATRIX_LIMIT_SERVER_KEYS", "100/200"));

  /** Copies the map. */
  public LimitsConfig {
    rates = Map.copyOf(rates);
  }

  /** The settings' names, as in the environment. */
  static Set<String> keys() {
    Set<String> keys = new HashSet<>(RATES.keySet());
    keys.add(POLLS_PER_USER);
    keys.add(POLLS_PER_ADDRESS);
    return keys;
  }

  static LimitsConfig read(Settings settings) {
    Map<String, Rate> rates = new TreeMap<>();
    RATES.forEach((key, usual) -> rates.put(key, settings.read(key, usual, Rate::parse)));
    return new LimitsConfig(
        rates,
        settings.integer(POLLS_PER_USER, 20, 1, 10_000),
        settings.integer(POLLS_PER_ADDRESS, 500, 1, 100_000));
  }

  /**
   * The rate of an action.
   *
   * @param action the end of the setting's name
   */
  public Rate rate(String action) {
    Rate rate = rates.get("MATRIX_LIMIT_" + action);
    if (rate == null) {
      throw new IllegalArgumentException("no rate for " + action);
    }
    return rate;
  }
}
