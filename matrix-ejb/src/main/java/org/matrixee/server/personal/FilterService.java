package org.matrixee.server.personal;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.history.rules.SyncFilter;
import org.matrixee.server.json.JsonReader;
import org.matrixee.store.personal.FilterStore;

/**
 * Filters that clients upload once and name afterwards.
 *
 * <p>v1.19: client-server, "Filtering".
 */
@Stateless
public class FilterService {
  private static final int ID_BYTES = 12;

  private FilterStore filters;

  /** For the container's proxies. */
  protected FilterService() {}

  /** With what it needs. */
  @Inject
  public FilterService(FilterStore filters) {
    this.filters = filters;
  }

  /**
   * Keeps a filter.
   *
   * @return its ID, which is the same for the same filter
   * @throws MatrixException M_FORBIDDEN for another user, M_BAD_JSON if it is none
   */
  public String upload(Requester requester, UserId user, JsonObject filter) {
    AccountDataService.requireSelf(requester, user);
    SyncFilter.of(filter);
    String text = filter.toString();
    String id = id(text);
    filters.put(user, id, JsonText.of(text));
    return id;
  }

  private static String id(String filter) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(filter.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A filter as it was uploaded.
   *
   * @throws MatrixException M_FORBIDDEN for another user's, M_NOT_FOUND if there is none
   */
  public JsonText get(Requester requester, UserId user, String id) {
    AccountDataService.requireSelf(requester, user);
    return filters
        .find(user, id)
        .orElseThrow(() -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such filter."));
  }

  /**
   * What a client wants of a sync.
   *
   * @param filter a filter as JSON, or the ID of one that was uploaded; null for everything
   * @throws MatrixException M_INVALID_PARAM if there is no such filter, M_BAD_JSON, M_NOT_JSON
   */
  public SyncFilter find(Requester requester, @Nullable String filter) {
    if (filter == null || filter.isEmpty()) {
      return SyncFilter.NONE;
    }
    JsonText text =
        filter.startsWith("{")
            ? JsonText.of(filter)
            : filters
                .find(requester.user(), filter)
                .orElseThrow(
                    () ->
                        new MatrixException(
                            ErrorCode.M_INVALID_PARAM, "There is no filter with this ID."));
    return SyncFilter.of(JsonReader.REQUEST.readObject(text.sharedBytes()));
  }
}
