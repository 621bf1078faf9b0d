package org.matrixee.store.media.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An uploaded file. */
@Entity
@Table(name = "media")
class MediaEntity {
  @Id
  @Column(name = "media_id")
  String mediaId;

  String uploader;

  @Column(name = "content_type")
  String contentType;

  @Column(name = "file_name")
  @Nullable String fileName;

  @Column(name = "size_bytes")
  long sizeBytes;

  String hash;

  @Column(name = "created_ts")
  long createdTs;
}
