package org.matrixee.server.profile;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.profile.ProfileJob;
import org.matrixee.model.room.Membership;
import org.matrixee.server.profile.rules.ProfileFields;
import org.matrixee.server.profile.rules.ProfileWalk;
import org.matrixee.server.room.DisplayFields;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.profile.ProfileFieldStore;
import org.matrixee.store.profile.ProfileJobStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/** The short transactions of profiles and of their way to the rooms. */
@Stateless
public class ProfileTransactions {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private AccountStore accounts;
  private MembershipStore memberships;
  private ProfileJobStore jobs;
  private ProfileFieldStore fields;
  private Clock clock;

  /** For the container's proxies. */
  protected ProfileTransactions() {}

  /** With what it needs. */
  @Inject
  public ProfileTransactions(
      AccountStore accounts,
      MembershipStore memberships,
      ProfileJobStore jobs,
      ProfileFieldStore fields,
      Clock clock) {
    this.accounts = accounts;
    this.memberships = memberships;
    this.jobs = jobs;
    this.fields = fields;
    this.clock = clock;
  }

  /** How a user appears, if there is such an account. */
  public Optional<Profile> find(UserId user) {
    return accounts.find(user).map(ProfileTransactions::profile);
  }

  /** Everything that a user says, if there is such an account. */
  public Optional<WholeProfile> findWhole(UserId user) {
    return find(user).map(profile -> new WholeProfile(profile, fields.all(user)));
  }

  /**
   * Sets a field beside name and picture.
   *
   * @throws MatrixException M_NOT_FOUND if there is no such account, M_PROFILE_TOO_LARGE
   */
  public void setField(UserId user, String name, JsonText value) {
    fields.lock(user);
    Profile profile = find(user).orElseThrow(ProfileTransactions::noSuchUser);
    Map<String, JsonText> after = new HashMap<>(fields.all(user));
    after.put(name, value);
    ProfileFields.requireSize(profile.displayName(), profile.avatarUrl(), after);
    fields.put(user, name, value);
  }

  /** Removes such a field. */
  public void deleteField(UserId user, String name) {
    fields.delete(user, name);
  }

  /**
   * Writes a profile and the work that this makes, together.
   *
   * @return the new profile; empty if nothing changed
   * @throws MatrixException M_NOT_FOUND if there is no such account, M_PROFILE_TOO_LARGE
   */
  public Optional<Profile> change(UserId user, UnaryOperator<Profile> change) {
    fields.lock(user);
    Profile before = find(user).orElseThrow(ProfileTransactions::noSuchUser);
    Profile after = change.apply(before);
    if (after.equals(before)) {
      return Optional.empty();
    }
    ProfileFields.requireSize(after.displayName(), after.avatarUrl(), fields.all(user));
    if (!Objects.equals(after.displayName(), before.displayName())) {
      accounts.setDisplayName(user, after.displayName());
    }
    if (!Objects.equals(after.avatarUrl(), before.avatarUrl())) {
      accounts.setAvatarUrl(user, after.avatarUrl());
    }
    jobs.start(user, clock.millis());
    return Optional.of(after);
  }

  /** Users whose rooms have something to hear now. */
  public List<UserId> due(int limit) {
    return jobs.due(clock.millis(), limit);
  }

  /**
   * A portion of a user's rooms.
   *
   * @param content what their members' events will say
   */
  public record Portion(
      List<RoomId> rooms, JsonObject content, ProfileJob job, @Nullable ProfileJob after) {
    /** Copies the list. */
    public Portion {
      rooms = List.copyOf(rooms);
    }
  }

  /** What a user's rooms have to hear next; empty if nothing is due. */
  public Optional<Portion> next(UserId user, int most) {
    // The job before the profile: so the profile is never older than the job's revision.
    @Nullable ProfileJob job = jobs.find(user).orElse(null);
    @Nullable Account account = accounts.find(user).orElse(null);
    if (job == null || job.dueTs() > clock.millis()) {
      return Optional.empty();
    }
    Map<Long, RoomId> joined =
        memberships.ofUser(user, Set.of(Membership.JOIN)).stream()
            .collect(Collectors.toMap(RoomMembership::roomNid, RoomMembership::room));
    List<Long> rooms = account == null ? List.of() : joined.keySet().stream().sorted().toList();
    ProfileWalk.Step step = ProfileWalk.next(job, rooms, most);
    return Optional.of(
        new Portion(
            step.rooms().stream().map(joined::get).toList(),
            account == null ? JsonObject.EMPTY_JSON_OBJECT : content(account),
            job,
            step.after().orElse(null)));
  }

  private static JsonObject content(Account account) {
    JsonObject join = JSON.createObjectBuilder().add("membership", Membership.JOIN.word()).build();
    return DisplayFields.into(join, account);
  }

  /** Notes that a portion's rooms have heard; nothing if the profile was changed since. */
  public void done(Portion portion) {
    ProfileJob after = portion.after();
    if (after == null) {
      jobs.finish(portion.job());
    } else {
      jobs.advance(after);
    }
  }

  /** Leaves a portion for later, since the database or the server is not well. */
  public void postpone(Portion portion) {
    jobs.advance(ProfileWalk.later(portion.job(), clock.millis() + PAUSE.toMillis()));
  }

  private static Profile profile(Account account) {
    return new Profile(account.displayName(), account.avatarUrl());
  }

  private static MatrixException noSuchUser() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user.");
  }
}
