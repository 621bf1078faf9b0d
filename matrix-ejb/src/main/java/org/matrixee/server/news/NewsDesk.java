package org.matrixee.server.news;

import java.util.Collection;
import java.util.List;

/** Gives places in the stream to what is told beside events. */
public interface NewsDesk {
  /**
   * Takes the next place for rows that the running transaction writes. Whoever follows is told when
   * it has committed; until then no stream goes past the place.
   *
   * @param news what is told; concerns all that is written with this place
   * @return the place
   */
  long place(Collection<News> news);

  /** The same for one change. */
  default long place(News news) {
    return place(List.of(news));
  }
}
