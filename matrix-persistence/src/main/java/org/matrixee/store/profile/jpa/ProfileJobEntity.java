package org.matrixee.store.profile.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A profile change that rooms have still to be told. */
@Entity
@Table(name = "profile_job")
class ProfileJobEntity {
  @Id
  @Column(name = "user_id")
  String userId;

  long revision;

  @Column(name = "room_nid")
  long roomNid;

  @Column(name = "lap_end")
  long lapEnd;

  @Column(name = "due_ts")
  long dueTs;

  @Column(name = "changed_ts")
  long changedTs;

  @Column(name = "come_round")
  boolean comeRound;

  boolean again;
}
