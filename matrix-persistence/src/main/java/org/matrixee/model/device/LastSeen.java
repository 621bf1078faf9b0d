package org.matrixee.model.device;

/**
 * When and where a device was heard of; perhaps some minutes ago.
 *
 * @param ip the address that its request came from
 * @param ts ms since 1970
 */
public record LastSeen(String ip, long ts) {
  /** Leaves the address out: it is nobody's business. */
  @Override
  public String toString() {
    return "LastSeen[" + ts + "]";
  }
}
