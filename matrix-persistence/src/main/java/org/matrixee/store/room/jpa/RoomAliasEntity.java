package org.matrixee.store.room.jpa;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** An alias of this server, with the servers recorded with it. */
@Entity
@Table(name = "room_alias")
class RoomAliasEntity {
  @Id String alias;

  @Column(name = "room_nid")
  long roomNid;

  String creator;

  @ElementCollection
  @CollectionTable(name = "room_alias_server", joinColumns = @JoinColumn(name = "alias"))
  @OrderColumn(name = "ordinal")
  @Column(name = "server")
  List<String> servers = new ArrayList<>();
}
