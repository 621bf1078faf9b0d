package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.profile.ProfileJob;
import org.matrixee.store.profile.ProfileJobStore;

/** Profile changes under way, in memory. */
final class InMemoryProfileJobStore implements ProfileJobStore {
  private final InMemoryStores stores;

  InMemoryProfileJobStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void start(UserId user, long nowTs) {
    ProfileJob job =
        find(user)
            .map(
                old ->
                    new ProfileJob(
                        user,
                        old.revision() + 1,
                        old.roomNid(),
                        old.roomNid(),
                        false,
                        false,
                        nowTs,
                        nowTs))
            .orElseGet(() -> new ProfileJob(user, nowTs, 0, 0, false, false, nowTs, nowTs));
    put(job);
  }

  private void put(ProfileJob job) {
    stores.tables().journal.put(stores.tables().profileJobs, job.user(), job);
  }

  @Override
  public Optional<ProfileJob> find(UserId user) {
    return Optional.ofNullable(stores.tables().profileJobs.get(user));
  }

  @Override
  public List<UserId> due(long nowTs, int limit) {
    return stores.tables().profileJobs.values().stream()
        .filter(job -> job.dueTs() <= nowTs)
        .sorted(comparing(ProfileJob::dueTs).thenComparing(job -> job.user().value()))
        .limit(limit)
        .map(ProfileJob::user)
        .toList();
  }

  @Override
  public boolean advance(ProfileJob job) {
    Optional<ProfileJob> present = present(job);
    present.ifPresent(
        old ->
            put(
                new ProfileJob(
                    job.user(),
                    job.revision(),
                    job.roomNid(),
                    job.lapEnd(),
                    job.comeRound(),
                    job.again(),
                    job.dueTs(),
                    old.changedTs())));
    return present.isPresent();
  }

  @Override
  public boolean finish(ProfileJob job) {
    Optional<ProfileJob> present = present(job);
    present.ifPresent(
        old -> stores.tables().journal.remove(stores.tables().profileJobs, old.user()));
    return present.isPresent();
  }

  private Optional<ProfileJob> present(ProfileJob job) {
    return find(job.user()).filter(old -> old.revision() == job.revision());
  }
}
