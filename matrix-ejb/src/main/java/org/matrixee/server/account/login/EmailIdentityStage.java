package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.identity.IdentityCredential;
import org.matrixee.server.identity.IdentityServers;

/**
 * {@code m.login.email.identity}: an identity server that we trust has seen that the client owns an
 * address.
 *
 * <p>2014: client-api-v1, 4.2, 5.2 and 16; S-REG-35, S-REG-36, S-IDENT-01 to S-IDENT-04.
 */
@ApplicationScoped
public class EmailIdentityStage implements LoginStage {
  /** Its name. */
  static final String TYPE = "m.login.email.identity";

  private static final int MOST_CREDENTIALS = 10;
  private static final int MOST_LENGTH = 255;

  private List<URI> trusted;
  private IdentityServers servers;
  private LoginTransactions transactions;
  private Threads threads;

  /** For the container's proxies. */
  protected EmailIdentityStage() {}

  /** With what it needs. */
  @Inject
  public EmailIdentityStage(
      MatrixConfig config,
      IdentityServers servers,
      LoginTransactions transactions,
      Threads threads) {
    this.trusted = config.login().identityServers();
    this.servers = servers;
    this.transactions = transactions;
    this.threads = threads;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return !trusted.isEmpty();
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return purpose == LoginPurpose.LOGIN;
  }

  @Override
  public String condition() {
    return "needs MATRIX_IDENTITY_SERVERS";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    // All are read, and all servers found trusted, before the first request leaves.
    List<IdentityCredential> credentials = credentials(request);
    CompletionStage<Set<ThreePid>> validated =
        CompletableFuture.completedStage(new LinkedHashSet<>());
    for (IdentityCredential credential : credentials) {
      validated =
          validated.thenCombine(
              servers.findValidated(credential), (all, one) -> with(all, one, request));
    }
    return validated.thenApplyAsync(
        threePids -> passed(request, threePids, credentials), threads.executor());
  }

  private static Set<ThreePid> with(
      Set<ThreePid> all, Optional<ThreePid> one, StageRequest request) {
    all.add(
        one.orElseThrow(
            () -> refusal(request, "The identity server has not validated this address.")));
    return all;
  }

  private StageResult passed(
      StageRequest request, Set<ThreePid> threePids, List<IdentityCredential> credentials) {
    if (request.purpose() == LoginPurpose.LOGIN) {
      return new StageResult.Passed(Established.user(owner(request, threePids)));
    }
    Established established = Established.NOTHING;
    for (ThreePid threePid : threePids) {
      if (transactions.findOwner(threePid).isPresent()) {
        // Told only to who has proven to own the address.
        throw new MatrixException(
            ErrorCode.M_UNKNOWN, 400, "This address belongs to an account already.", Map.of());
      }
      established = established.with(threePid);
    }
    return new StageResult.Passed(established.with(TYPE, toJson(credentials)));
  }

  private UserId owner(StageRequest request, Set<ThreePid> threePids) {
    Set<UserId> owners = new LinkedHashSet<>();
    for (ThreePid threePid : threePids) {
      owners.add(
          transactions
              .findOwner(threePid)
              .orElseThrow(() -> refusal(request, "No account has this address.")));
    }
    UserId owner = owners.iterator().next();
    boolean named = request.findString("user").isPresent();
    if (owners.size() > 1 || (named && !request.user().equals(Optional.of(owner)))) {
      throw refusal(request, "This address does not belong to this account.");
    }
    return owner;
  }

  /** The two calls have different statuses for it (client-api-v1, 4.2 and 5.2). */
  private static MatrixException refusal(StageRequest request, String sentence) {
    int status = request.purpose() == LoginPurpose.LOGIN ? 403 : 400;
    return new MatrixException(ErrorCode.M_FORBIDDEN, status, sentence, Map.of());
  }

  // ---- What the client sends

  private List<IdentityCredential> credentials(StageRequest request) {
    @Nullable JsonValue given = request.body().get("threepidCreds");
    if (!(given instanceof JsonArray list) || list.isEmpty() || list.size() > MOST_CREDENTIALS) {
      throw StageRequest.bad(
          "The key 'threepidCreds' must hold a list of 1 to " + MOST_CREDENTIALS + " objects.");
    }
    List<IdentityCredential> credentials = new ArrayList<>();
    for (JsonValue entry : list) {
      if (!(entry instanceof JsonObject object)) {
        throw StageRequest.bad("The key 'threepidCreds' must hold objects only.");
      }
      String sid = text(object, "sid");
      String clientSecret = text(object, "clientSecret");
      URI server = trusted(request, text(object, "idServer"));
      credentials.add(new IdentityCredential(server, sid, clientSecret));
    }
    return credentials;
  }

  private static String text(JsonObject object, String key) {
    @Nullable JsonValue value = object.get(key);
    String text =
        value instanceof JsonString string
            ? string.getString()
            : value instanceof JsonNumber number && number.isIntegral() ? number.toString() : "";
    if (text.isEmpty() || text.length() > MOST_LENGTH) {
      throw StageRequest.bad(
          "Each of 'threepidCreds' needs sid, clientSecret and idServer, of up to "
              + MOST_LENGTH
              + " characters.");
    }
    return text;
  }

  /**
   * The server of the trust list that a client means: by its host and port, with or without http.
   */
  private URI trusted(StageRequest request, String idServer) {
    String wanted =
        idServer.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/$", "");
    return trusted.stream()
        .filter(server -> server.getAuthority().equals(wanted))
        .findFirst()
        .orElseThrow(() -> refusal(request, "This server does not trust this identity server."));
  }

  // ---- What is kept for the new account

  private static JsonArray toJson(List<IdentityCredential> credentials) {
    JsonArrayBuilder json = Json.createArrayBuilder();
    for (IdentityCredential credential : credentials) {
      json.add(
          Json.createObjectBuilder()
              .add("server", credential.server().toString())
              .add("sid", credential.sid())
              .add("secret", credential.clientSecret()));
    }
    return json.build();
  }

  /** The credentials that a registration's stage has kept; empty if it had no such stage. */
  static List<IdentityCredential> kept(Established established) {
    List<IdentityCredential> credentials = new ArrayList<>();
    if (established.further().get(TYPE) instanceof JsonArray list) {
      for (JsonObject entry : list.getValuesAs(JsonObject.class)) {
        credentials.add(
            new IdentityCredential(
                URI.create(entry.getString("server")),
                entry.getString("sid"),
                entry.getString("secret")));
      }
    }
    return credentials;
  }
}
