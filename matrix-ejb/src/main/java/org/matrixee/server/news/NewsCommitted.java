package org.matrixee.server.news;

import java.util.List;

/**
 * News are in the database; fired before their place can be read.
 *
 * @param position their place in the stream
 */
public record NewsCommitted(long position, List<News> news) {
  /** Copies the list. */
  public NewsCommitted {
    news = List.copyOf(news);
  }
}
