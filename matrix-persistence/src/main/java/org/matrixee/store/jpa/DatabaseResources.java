package org.matrixee.store.jpa;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import javax.sql.DataSource;

/** What the container gives, as beans: so stores can be made with anything else in tests. */
@ApplicationScoped
class DatabaseResources {
  @Produces
  @PersistenceContext(unitName = "matrix")
  EntityManager entities;

  @Produces
  @Resource(lookup = "java:jboss/datasources/MatrixDS")
  DataSource dataSource;
}
