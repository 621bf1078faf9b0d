package org.matrixee.store.stream.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row of the stream's mark. */
@Entity
@Table(name = "stream_mark")
class StreamMarkEntity {
  /** The number of the row. */
  static final short ONLY = 1;

  @Id short nid;

  long reserved;
}
