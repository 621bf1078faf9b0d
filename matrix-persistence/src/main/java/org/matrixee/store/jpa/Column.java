package org.matrixee.store.jpa;

import java.lang.reflect.Array;

/**
 * A column of a {@link TableWriter}.
 *
 * @param name its name
 * @param kind its type
 */
public record Column(String name, Kind kind) {
  /** Types of columns, with PostgreSQL's name and the Java class of a value. */
  public enum Kind {
    /** A 64-bit number. */
    BIGINT("bigint", Long.class),
    /** A number of 32 bits or fewer. */
    INTEGER("integer", Integer.class),
    /** Text. */
    TEXT("varchar", String.class),
    /** A byte string. */
    BYTES("bytea", byte[].class),
    /** 128 bits. */
    UUID("uuid", java.util.UUID.class),
    /** True or false. */
    BOOLEAN("boolean", Boolean.class);

    private final String sqlName;
    private final Class<?> javaClass;

    Kind(String sqlName, Class<?> javaClass) {
      this.sqlName = sqlName;
      this.javaClass = javaClass;
    }

    String sqlName() {
      return sqlName;
    }

    Object[] newArray(int length) {
      return (Object[]) Array.newInstance(javaClass, length);
    }
  }

  /** A 64-bit number. */
  public static Column bigint(String name) {
    return new Column(name, Kind.BIGINT);
  }

  /** A number of 32 bits or fewer. */
  public static Column integer(String name) {
    return new Column(name, Kind.INTEGER);
  }

  /** Text. */
  public static Column text(String name) {
    return new Column(name, Kind.TEXT);
  }

  /** A byte string. */
  public static Column bytes(String name) {
    return new Column(name, Kind.BYTES);
  }

  /** True or false. */
  public static Column bool(String name) {
    return new Column(name, Kind.BOOLEAN);
  }

  /** 128 bits. */
  public static Column uuid(String name) {
    return new Column(name, Kind.UUID);
  }
}
