package org.matrixee.store.media.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The name of a file that is still to be uploaded. */
@Entity
@Table(name = "reserved_media")
class ReservedMediaEntity {
  @Id
  @Column(name = "media_id")
  String mediaId;

  String uploader;

  @Column(name = "expires_ts")
  long expiresTs;
}
