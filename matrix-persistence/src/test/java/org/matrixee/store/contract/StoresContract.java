package org.matrixee.store.contract;

import org.junit.jupiter.api.BeforeEach;
import org.matrixee.store.Stores;

/** What all contracts share: the stores to try, empty before each test. */
interface StoresContract {
  Stores stores();

  @BeforeEach
  default void emptyTables() {
    stores().clear();
  }
}
