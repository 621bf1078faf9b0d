package org.matrixee.server.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.Streams;
import org.matrixee.server.json.JsonReader;
import org.matrixee.server.keys.rules.IdentityKeys;
import org.matrixee.server.keys.rules.KeyAnswers;
import org.matrixee.server.keys.rules.KeyQuestions;
import org.matrixee.server.keys.rules.KeysToGive;

/**
 * Keys of devices. Those of other servers' users are not fetched yet.
 *
 * <p>v1.19: Client-Server API, "Key Distribution".
 */
@ApplicationScoped
public class KeyService {
  private KeyTransactions transactions;
  private KeyQueries queries;
  private KeyCounts counts;
  private Streams streams;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected KeyService() {}

  /** With what it needs. */
  @Inject
  public KeyService(
      KeyTransactions transactions,
      KeyQueries queries,
      KeyCounts counts,
      Streams streams,
      MatrixConfig config) {
    this.transactions = transactions;
    this.queries = queries;
    this.counts = counts;
    this.streams = streams;
    this.config = config;
  }

  /**
   * Keeps keys of the caller's device.
   *
   * @param identity {@code device_keys}; null if there are none
   * @param oneTimeKeys {@code one_time_keys}, may be empty
   * @param fallbackKeys {@code fallback_keys}, may be empty
   * @return how many one-time keys the device has then, by algorithm
   * @throws MatrixException as {@link IdentityKeys#check}, {@link KeysToGive} and {@link
   *     KeyTransactions#upload}
   */
  public Map<String, Integer> upload(
      Requester requester,
      @Nullable JsonObject identity,
      JsonObject oneTimeKeys,
      JsonObject fallbackKeys) {
    UserId user = requester.user();
    DeviceId device = requireDevice(requester);
    KeyUpload upload =
        new KeyUpload(
            identity == null ? null : IdentityKeys.check(identity, user, device),
            KeysToGive.read(oneTimeKeys),
            KeysToGive.readFallbacks(fallbackKeys));
    try {
      KeysLeft left = transactions.upload(user, device, upload);
      return new TreeMap<>(left.oneTimeKeys());
    } finally {
      counts.forget(user, device);
    }
  }

  private static DeviceId requireDevice(Requester requester) {
    @Nullable DeviceId device = requester.device();
    if (device == null) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "Only devices have keys.");
    }
    return device;
  }

  /**
   * The keys of devices and users, as the caller may see them.
   *
   * @param body of the request
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON
   */
  public JsonObject query(Requester requester, JsonObject body) {
    KeyQuestions.Query query = KeyQuestions.readQuery(body);
    Collection<UserId> users = query.devices().keySet();
    List<UserId> own =
        users.stream().filter(user -> user.server().equals(config.serverName())).toList();
    return KeyAnswers.query(
        requester.user(),
        queries.query(requester.user(), query, own),
        KeyQuestions.othersThan(config.serverName(), users));
  }

  /**
   * Gives out one key of each device.
   *
   * @param body of the request
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON
   */
  public JsonObject claim(JsonObject body) {
    List<WantedKey> wanted = KeyQuestions.readClaim(body);
    ServerName server = config.serverName();
    List<WantedKey> own =
        wanted.stream().filter(want -> want.user().server().equals(server)).toList();
    Map<UserId, Map<DeviceId, JsonObject>> answer =
        new TreeMap<>(Comparator.comparing(UserId::value));
    try {
      transactions
          .claim(own)
          .forEach(
              (want, key) ->
                  answer
                      .computeIfAbsent(want.user(), user -> new HashMap<>())
                      .put(want.device(), named(key)));
    } finally {
      own.forEach(want -> counts.forget(want.user(), want.device()));
    }
    return KeyAnswers.claim(
        answer, KeyQuestions.othersThan(server, wanted.stream().map(WantedKey::user).toList()));
  }

  /** An object with one key by its name. */
  private static JsonObject named(OneTimeKey key) {
    return KeyAnswers.named(key.name(), JsonReader.CONTENT.readValue(key.content().sharedBytes()));
  }

  /**
   * Whose keys the caller has to look at again.
   *
   * @param afterPos up to here the caller knows all changes
   */
  public KeyTransactions.Changes changes(Requester requester, long afterPos) {
    return transactions.changes(requester.user(), afterPos, streams.clock().readable());
  }
}
