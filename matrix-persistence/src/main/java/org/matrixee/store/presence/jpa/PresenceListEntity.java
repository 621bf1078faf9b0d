package org.matrixee.store.presence.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** An entry of a presence list. */
@Entity
@IdClass(PresenceListEntity.Key.class)
@Table(name = "presence_list")
class PresenceListEntity {
  @Id String observer;

  @Id String observed;

  short accepted;

  @Column(name = "observer_server")
  String observerServer;

  @Column(name = "observed_server")
  String observedServer;

  short watched;

  /** The primary key. */
  record Key(String observer, String observed) implements Serializable {}
}
