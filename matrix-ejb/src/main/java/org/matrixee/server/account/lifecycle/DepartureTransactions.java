package org.matrixee.server.account.lifecycle;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.account.DeactivationStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/** The short transactions of users who leave their rooms because they gave up their accounts. */
@Stateless
public class DepartureTransactions {
  private static final Set<Membership> THERE =
      Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);

  private DeactivationStore deactivations;
  private MembershipStore memberships;

  /** For the container's proxies. */
  protected DepartureTransactions() {}

  /** With what it needs. */
  @Inject
  public DepartureTransactions(DeactivationStore deactivations, MembershipStore memberships) {
    this.deactivations = deactivations;
    this.memberships = memberships;
  }

  /** Users who have rooms to leave. */
  public List<UserId> due(int limit) {
    return deactivations.findStaying(limit);
  }

  /** The rooms that a user has to do with. */
  public List<RoomId> rooms(UserId user) {
    return memberships.ofUser(user, THERE).stream().map(RoomMembership::room).toList();
  }

  /** Notes that a user has left all rooms. */
  public void done(UserId user) {
    deactivations.noteLeft(user);
  }
}
