package org.matrixee.server.clientsync;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.DeviceId;
import org.matrixee.server.keys.KeyCounts;
import org.matrixee.server.keys.KeyTransactions;
import org.matrixee.server.news.News;
import org.matrixee.store.device.ToDevicePage;
import org.matrixee.store.device.ToDeviceStore;

/** What devices are told for end-to-end encryption. Needs a running transaction. */
@ApplicationScoped
class DeviceMail {
  private static final int PAGE = 100;

  /**
   * Devices that have confirmed all that they were told. Of the others nobody knows: what they
   * confirm by coming back is deleted.
   */
  private final Cache<Long, Boolean> confirmed = Caffeine.newBuilder().maximumSize(100_000).build();

  private ToDeviceStore messages;
  private KeyTransactions keys;
  private KeyCounts counts;

  /** For the container's proxies. */
  protected DeviceMail() {}

  /** With what it needs. */
  @Inject
  DeviceMail(ToDeviceStore messages, KeyTransactions keys, KeyCounts counts) {
    this.messages = messages;
    this.keys = keys;
    this.counts = counts;
  }

  /**
   * What was found.
   *
   * @param upTo up to where messages were read; {@link StreamToken.Live#UNKNOWN} if all were
   */
  record Found(DeviceNews news, long upTo) {}

  /**
   * Reads what is new for the device that asks.
   *
   * @param news what changed beside events; null if that is not known
   * @param membersChanged whether somebody may have entered or left a room of the user's
   */
  Found find(SyncScope scope, @Nullable List<News> news, boolean membersChanged) {
    DeviceId device = scope.requester().device();
    if (device == null) {
      return new Found(DeviceNews.NOTHING, StreamToken.Live.UNKNOWN);
    }
    ToDevicePage page = page(scope, device, news);
    boolean all = page.readUpTo() >= scope.upTo();
    KeyTransactions.Changes changes =
        !scope.request().isInitial() && (membersChanged || has(news, News.DeviceList.class))
            ? keys.changes(scope.user(), scope.after(), scope.upTo())
            : new KeyTransactions.Changes(Set.of(), Set.of());
    KeysLeft left = counts.of(scope.user(), device);
    return new Found(
        new DeviceNews(page.messages(), changes.changed(), changes.left(), left),
        all ? StreamToken.Live.UNKNOWN : page.readUpTo());
  }

  /** Whether nothing is to be deleted when a device comes back. */
  boolean hasConfirmed(long deviceNid) {
    return confirmed.getIfPresent(deviceNid) != null;
  }

  private static boolean has(@Nullable List<News> news, Class<? extends News> kind) {
    return news == null || news.stream().anyMatch(kind::isInstance);
  }

  private ToDevicePage page(SyncScope scope, DeviceId device, @Nullable List<News> news) {
    StreamToken.@Nullable Live since = scope.request().since();
    long known = since == null ? 0 : since.toDevice();
    long number = scope.requester().tokenNid();
    if (since != null && !hasConfirmed(number)) {
      messages.delete(scope.user(), device, known);
      confirmed.put(number, true);
    }
    boolean waiting = since == null || since.hasMoreForDevice();
    if (!waiting && !has(news, News.ToDevice.class)) {
      return new ToDevicePage(List.of(), scope.upTo());
    }
    ToDevicePage page = messages.read(scope.user(), device, known, scope.upTo(), PAGE);
    if (!page.messages().isEmpty()) {
      confirmed.invalidate(number);
    }
    return page;
  }
}
