package org.matrixee.store.media.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How much a user has uploaded. */
@Entity
@Table(name = "media_usage")
class MediaUsageEntity {
  @Id String uploader;

  @Column(name = "used_bytes")
  long usedBytes;
}
