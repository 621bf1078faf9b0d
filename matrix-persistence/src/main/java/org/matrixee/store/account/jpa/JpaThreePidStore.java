package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.ThreePidStore;
import org.matrixee.store.jpa.Database;

/** Third-party ids in the table {@code third_party_id}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaThreePidStore implements ThreePidStore {
  private Database database;

  @Inject
  JpaThreePidStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaThreePidStore() {}

  @Override
  public boolean add(ThreePid threePid, UserId user, long nowTs) {
    return database.sql(
        connection ->
            database
                .dialect()
                .insertIfAbsent(
                    connection,
                    "insert into third_party_id (medium, address, user_id, added_ts)"
                        + " values (?, ?, ?, ?)",
                    threePid.medium(),
                    threePid.address(),
                    user.value(),
                    nowTs));
  }

  @Override
  public Optional<UserId> findOwner(ThreePid threePid) {
    return Optional.ofNullable(
            database
                .entities()
                .find(
                    ThreePidEntity.class,
                    new ThreePidEntity.Key(threePid.medium(), threePid.address())))
        .map(entity -> new UserId(entity.userId));
  }

  @Override
  public Set<ThreePid> findAll(UserId user) {
    return database
        .entities()
        .createQuery("select t from ThreePidEntity t where t.userId = :user", ThreePidEntity.class)
        .setParameter("user", user.value())
        .getResultStream()
        .map(entity -> new ThreePid(entity.medium, entity.address))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<AddedThreePid> list(UserId user) {
    return database
        .entities()
        .createQuery(
            "select t from ThreePidEntity t where t.userId = :user"
                + " order by t.addedTs, t.medium, t.address",
            ThreePidEntity.class)
        .setParameter("user", user.value())
        .getResultStream()
        .map(
            entity ->
                new AddedThreePid(new ThreePid(entity.medium, entity.address), entity.addedTs))
        .toList();
  }

  @Override
  public boolean delete(ThreePid threePid, UserId user) {
    return database
            .entities()
            .createQuery(
                "delete from ThreePidEntity t where t.medium = :medium and t.address = :address"
                    + " and t.userId = :user")
            .setParameter("medium", threePid.medium())
            .setParameter("address", threePid.address())
            .setParameter("user", user.value())
            .executeUpdate()
        == 1;
  }

  @Override
  public void deleteOf(UserId user) {
    database
        .entities()
        .createQuery("delete from ThreePidEntity t where t.userId = :user")
        .setParameter("user", user.value())
        .executeUpdate();
  }
}
