package org.matrixee.store.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The container's entity manager as a bean, so that stores can be made with any other in tests. */
@ApplicationScoped
class EntityManagerProducer {
  @Produces
  @PersistenceContext(unitName = "matrix")
  @SuppressWarnings("unused") // the container reads it
  private EntityManager entities;
}
