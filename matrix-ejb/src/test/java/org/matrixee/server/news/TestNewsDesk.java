package org.matrixee.server.news;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gives places one after the other, and remembers what was told at them. */
public final class TestNewsDesk implements NewsDesk {
  private final List<List<News>> told = new ArrayList<>();

  @Override
  public long place(Collection<News> news) {
    told.add(List.copyOf(news));
    return told.size();
  }

  /** What was told, one list for each place, from 1 on. */
  public List<List<News>> told() {
    return told;
  }
}
