package org.matrixee.store.device.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A device of a user. */
@Entity
@Table(name = "device")
class DeviceEntity {
  @Id long nid;

  @Column(name = "user_id")
  String userId;

  @Column(name = "device_id")
  String deviceId;

  @Column(name = "display_name")
  @Nullable String displayName;

  @Column(name = "last_seen_ip")
  @Nullable String lastSeenIp;

  @Column(name = "last_seen_ts")
  @Nullable Long lastSeenTs;

  @Column(name = "created_ts")
  long createdTs;
}
