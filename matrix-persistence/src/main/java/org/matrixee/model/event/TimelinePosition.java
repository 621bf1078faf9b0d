package org.matrixee.model.event;

/**
 * A gap between two events of a room's history, ordered by depth and then by stream position.
 *
 * <p>2014: historic tokens {@code t<topological>-<stream>} (client-api-v1, 1.5).
 *
 * @param depth the depth of the event before the gap
 * @param position the stream position of the event before the gap
 */
public record TimelinePosition(long depth, long position) implements Comparable<TimelinePosition> {
  /** Before every event. */
  public static final TimelinePosition START = new TimelinePosition(Long.MIN_VALUE, Long.MIN_VALUE);

  @Override
  public int compareTo(TimelinePosition other) {
    int byDepth = Long.compare(depth, other.depth);
    return byDepth != 0 ? byDepth : Long.compare(position, other.position);
  }
}
