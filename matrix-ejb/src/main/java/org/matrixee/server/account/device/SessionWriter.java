package org.matrixee.server.account.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.RefreshToken;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Tokens;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.device.CrossSigningStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.RefreshTokenStore;

/**
 * Begins, renews and ends the sessions of devices, always within the transaction of the use case.
 *
 * <p>Each refresh makes a new generation of a device's tokens. The generation before stays good
 * until the new one is used, since the answer that told the new one may have been lost; what a lost
 * answer told is forgotten by the next refresh.
 *
 * <p>v1.19: Client-Server API, "Relationship between access tokens and devices", "Refreshing access
 * tokens".
 */
@ApplicationScoped
public class SessionWriter {
  /** 32 bytes in base64, without padding. */
  private static final int KEY_LENGTH = 43;

  private DeviceStore devices;
  private TokenStore tokens;
  private RefreshTokenStore refreshTokens;
  private CrossSigningStore crossSigning;
  private Event<TokensEnded> tokensEnded;
  private Event<DevicesEnded> devicesEnded;
  private Clock clock;

  /** For the container's proxies. */
  protected SessionWriter() {}

  /** With what it needs. */
  @Inject
  public SessionWriter(
      DeviceStore devices,
      TokenStore tokens,
      RefreshTokenStore refreshTokens,
      CrossSigningStore crossSigning,
      Event<TokensEnded> tokensEnded,
      Event<DevicesEnded> devicesEnded,
      Clock clock) {
    this.devices = devices;
    this.tokens = tokens;
    this.refreshTokens = refreshTokens;
    this.crossSigning = crossSigning;
    this.tokensEnded = tokensEnded;
    this.devicesEnded = devicesEnded;
    this.clock = clock;
  }

  /**
   * Begins a session; if its device has one, that one ends.
   *
   * @throws MatrixException M_FORBIDDEN if the device would be called as one of the user's
   *     cross-signing keys
   */
  public void begin(UserId user, NewSession session) {
    requireNoKey(user, session.device());
    Device device = devices.enter(user, session.device(), session.displayName(), clock.millis());
    List<Long> itself = List.of(device.nid());
    endTokens(tokens.deleteOf(itself));
    refreshTokens.deleteOf(itself);
    write(user, device.nid(), 0, session);
  }

  /**
   * v1.19: Client-Server API, "Cross-signing": a device and a key of the same name could be taken
   * for each other when they are verified. Public keys have a length that other names seldom have.
   */
  private void requireNoKey(UserId user, DeviceId device) {
    int length = device.value().length();
    if (length >= KEY_LENGTH
        && length <= KEY_LENGTH + 1
        && crossSigning.isKey(user, device.value())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This device ID is the ID of one of your cross-signing keys.");
    }
  }

  /**
   * Gives a device the next generation of tokens.
   *
   * @param refreshHash of the refresh token that the client came with
   * @return whose device it is; empty if the token is not known, or not any more
   */
  public Optional<UserId> renew(String refreshHash, NewSession next) {
    Optional<RefreshToken> found = refreshTokens.findForUse(refreshHash);
    found.ifPresent(used -> renew(used, next));
    return found.map(RefreshToken::user);
  }

  private void renew(RefreshToken used, NewSession next) {
    long device = used.deviceNid();
    endTokens(tokens.deleteAfter(device, used.generation()));
    refreshTokens.deleteAfter(device, used.generation());
    settle(device, used.generation());
    write(used.user(), device, used.generation() + 1, next);
  }

  /** The client has shown that it knows a generation: those before it end. */
  public void settle(long deviceNid, int generation) {
    endTokens(tokens.deleteBefore(deviceNid, generation));
    refreshTokens.deleteBefore(deviceNid, generation);
  }

  private void write(UserId user, long device, int generation, NewSession session) {
    long now = clock.millis();
    @Nullable Duration lifetime = session.lifetime();
    tokens.create(
        new TokenStore.NewToken(
            Tokens.hash(session.accessToken()),
            user,
            device,
            now,
            lifetime == null ? null : now + lifetime.toMillis(),
            generation));
    @Nullable String refreshToken = session.refreshToken();
    if (refreshToken != null) {
      refreshTokens.create(Tokens.hash(refreshToken), device, generation, now);
    }
  }

  /** Ends devices, with all that belongs to them. */
  public void end(Collection<Device> ended) {
    if (ended.isEmpty()) {
      return;
    }
    List<Long> nids = ended.stream().map(Device::nid).sorted().toList();
    devices.delete(nids);
    refreshTokens.deleteOf(nids);
    endTokens(tokens.deleteOf(nids));
    devicesEnded.fire(new DevicesEnded(List.copyOf(ended)));
  }

  private void endTokens(List<String> hashes) {
    if (!hashes.isEmpty()) {
      tokensEnded.fire(new TokensEnded(hashes));
    }
  }
}
